package io.epochline.compute.bench;

import io.epochline.compute.engine.EngineSpec;
import io.epochline.compute.engine.OnnxTrainingEngine;
import io.epochline.compute.engine.TrainingEngine;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.optim.Optimizer;
import io.epochline.compute.runtime.Buffers;
import io.epochline.compute.runtime.Device;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Times the training steps of a case, with Adam, on random batches that are always the same. */
public final class TrainingBench implements AutoCloseable {

    private static final long SEED = 42;

    private final BenchCase subject;
    private final TrainingEngine engine;
    private final FloatBuffer x;
    private final FloatBuffer target;
    private final double newShapeMillis;

    private TrainingBench(BenchCase subject, Device device) {
        this.subject = subject;
        Shape output = subject.network().outputShape(subject.input());
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        this.x = gaussian(subject.batch() * subject.input().size(), random);
        this.target = gaussian(subject.batch() * output.size(), random);
        this.engine = OnnxTrainingEngine.open(new EngineSpec(
                subject.network(),
                subject.loss(),
                subject.loss(),
                new Optimizer.Adam(1e-3),
                subject.input(),
                output,
                SEED,
                device));
        engine.step(x, target, subject.batch() - 1);
        long before = System.nanoTime();
        engine.step(x, target, subject.batch());
        this.newShapeMillis = millisSince(before);
    }

    /** Opens an engine and takes the first steps, which compile. */
    public static TrainingBench open(BenchCase subject, Device device) {
        return new TrainingBench(subject, device);
    }

    /** What the first step of the case's batch size took, on an engine that had seen another. */
    public double newShapeMillis() {
        return newShapeMillis;
    }

    public int parameters() {
        return engine.indexMap().size();
    }

    /** Steps for about as long as told, and at least three times. @return the median time of one, in milliseconds */
    public double round(double millis) {
        double[] times = new double[1_000_000];
        int steps = 0;
        long start = System.nanoTime();
        while (steps < times.length && (steps < 3 || millisSince(start) < millis)) {
            long before = System.nanoTime();
            engine.step(x, target, subject.batch());
            times[steps++] = millisSince(before);
        }
        Arrays.sort(times, 0, steps);
        return times[steps / 2];
    }

    @Override
    public void close() {
        engine.close();
    }

    private static FloatBuffer gaussian(int size, RandomGenerator random) {
        FloatBuffer buffer = Buffers.floats(size);
        for (int i = 0; i < size; i++) {
            buffer.put(i, (float) random.nextGaussian());
        }
        return buffer;
    }

    private static double millisSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1e6;
    }
}
