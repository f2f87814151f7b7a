package io.epochline.console.cli.diagnosis;

import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Made-up examples, written as {@code data.npz}.
 *
 * <ul>
 *   <li>{@code curves}: x f32[8] → y f32[2, 16], two smooth curves each, whose forms depend on the first four inputs.
 *   <li>{@code numbers}: x f32[8] → y f32[1], a smooth function of four inputs.
 *   <li>{@code classes}: x f32[8] → one of three classes, told by four inputs.
 *   <li>{@code series}: as numbers, but rows come in groups of eight that share an offset of their own and inputs that
 *       give the group away.
 * </ul>
 *
 * @param noise standard deviation of what is added to targets; targets have about 1
 * @param outliers the share of targets that are off by ten times as much as they vary
 * @param wrong the share of class labels that are drawn anew
 */
record Examples(String kind, int rows, double noise, double outliers, double wrong, long seed) {

    private static final int INPUTS = 8;
    private static final int LENGTH = 16;
    private static final int CLASSES = 3;
    private static final int GROUP = 8;

    Examples seeded(long other) {
        return new Examples(kind, rows, noise, outliers, wrong, seed + 1000 * other);
    }

    void write(Path folder) {
        RandomGenerator random = new SplittableRandom(seed);
        float[] x = new float[rows * INPUTS];
        float[] y = new float[rows * width()];
        long[] group = new long[rows];
        float[] ofGroup = new float[INPUTS];
        double offset = 0;
        for (int row = 0; row < rows; row++) {
            group[row] = row / GROUP;
            if (row % GROUP == 0) {
                offset = 2 * random.nextGaussian();
                for (int i = 4; i < INPUTS; i++) {
                    ofGroup[i] = (float) random.nextGaussian();
                }
            }
            for (int i = 0; i < INPUTS; i++) {
                boolean shared = kind.equals("series") && i >= 4;
                x[row * INPUTS + i] = shared ? ofGroup[i] : (float) random.nextGaussian();
            }
            fill(x, y, row, kind.equals("series") ? offset : 0, random);
        }
        try {
            Files.write(folder.resolve("data.npz"), NpzWriter.bytes(arrays(x, y, group)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int width() {
        return kind.equals("curves") ? 2 * LENGTH : 1;
    }

    private Map<String, NpyArray> arrays(float[] x, float[] y, long[] group) {
        NpyArray inputs = NpyArray.of(x, rows, INPUTS);
        if (kind.equals("classes")) {
            long[] labels = new long[rows];
            for (int row = 0; row < rows; row++) {
                labels[row] = (long) y[row];
            }
            return Map.of("x", inputs, "y", NpyArray.of(labels, rows));
        }
        NpyArray targets = kind.equals("curves") ? NpyArray.of(y, rows, 2, LENGTH) : NpyArray.of(y, rows, 1);
        return Map.of("x", inputs, "y", targets, "group", NpyArray.of(group, rows));
    }

    private void fill(float[] x, float[] y, int row, double offset, RandomGenerator random) {
        int from = row * INPUTS;
        double a = x[from];
        double b = x[from + 1];
        double c = x[from + 2];
        double d = x[from + 3];
        switch (kind) {
            case "curves" -> {
                for (int i = 0; i < 2 * LENGTH; i++) {
                    double t = 2 * Math.PI * (i % LENGTH) / LENGTH;
                    double curve = i < LENGTH
                            ? a * Math.sin(t) + Math.tanh(b) * Math.cos(t)
                            : c * Math.sin(t) + a * d / 2 + Math.tanh(b);
                    y[row * 2 * LENGTH + i] = disturbed(curve, random);
                }
            }
            case "classes" -> {
                int label = a * b + c > 0.5 ? 2 : d + Math.sin(2 * a) > 0 ? 1 : 0;
                y[row] = random.nextDouble() < wrong ? random.nextInt(CLASSES) : label;
            }
            default -> y[row] = disturbed(offset + Math.tanh(a + b) + 0.5 * c * d, random);
        }
    }

    private float disturbed(double value, RandomGenerator random) {
        double outlier = random.nextDouble() < outliers ? 10 * random.nextGaussian() : 0;
        return (float) (value + noise * random.nextGaussian() + outlier);
    }
}
