package io.epochline.console.report.signal;

import io.epochline.artifacts.npz.NpzReader;
import java.util.List;
import java.util.TreeMap;

/**
 * The parameter vectors that a trace has kept.
 *
 * @param steps f64[k], steps done when the parameters were so
 * @param vectors k vectors f32[d]
 */
record Theta(double[] steps, List<float[]> vectors) {

    /** How much of an unfinished run is read at once; beyond it, evenly spaced epochs are. */
    private static final long MOST_BYTES = 256L << 20;

    static Theta read(RunFolder run, List<String> files) {
        TreeMap<Long, float[]> kept = new TreeMap<>();
        int stride = 1;
        for (int back = 0; back < files.size(); back += stride) {
            try (NpzReader file = RunTrace.open(run, files.get(files.size() - 1 - back))) {
                if (!file.names().contains("theta")) {
                    continue;
                }
                int before = kept.size();
                add(kept, file);
                if (before == 0 && !kept.isEmpty()) {
                    stride = stride(
                            files.size(), Float.BYTES * (long) kept.firstEntry().getValue().length);
                }
            }
        }
        return new Theta(kept.keySet().stream().mapToDouble(Long::doubleValue).toArray(), List.copyOf(kept.values()));
    }

    private static int stride(int files, long bytes) {
        return (int) Math.max(1, Math.ceilDiv(files * bytes, MOST_BYTES));
    }

    private static void add(TreeMap<Long, float[]> kept, NpzReader file) {
        long[] steps = file.read("theta_step").longs();
        float[] all = file.read("theta").floats();
        int width = steps.length == 0 ? 0 : all.length / steps.length;
        for (int k = 0; k < steps.length; k++) {
            float[] vector = new float[width];
            System.arraycopy(all, k * width, vector, 0, width);
            kept.put(steps[k], vector);
        }
    }

    boolean isEmpty() {
        return vectors.isEmpty();
    }

    /** How many parameters there are. */
    int width() {
        return vectors.isEmpty() ? 0 : vectors.getFirst().length;
    }

    /** Some elements of every vector, f64[k, n] row by row. */
    double[] values(int[] places) {
        double[] values = new double[vectors.size() * places.length];
        int at = 0;
        for (float[] vector : vectors) {
            for (int place : places) {
                values[at++] = vector[place];
            }
        }
        return values;
    }
}
