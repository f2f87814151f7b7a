package io.epochline.compute.bench;

import io.epochline.compute.objective.CompiledFunction;
import io.epochline.compute.objective.Quadratic;
import io.epochline.compute.optim.Optimizer;
import io.epochline.compute.optim.Updater;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToLongFunction;
import java.util.stream.DoubleStream;

/** Counts the steps that optimizers take to the minimum of a quadratic around 0, as runs take them, in f32. */
final class DescentBench implements AutoCloseable {

    /** Arrived where the distance is so much of what it was. */
    static final double ARRIVED = 1e-6;

    private static final long MOST_STEPS = 400_000;
    private static final double LOST = 1e3;
    private static final int SEARCHED = 12;

    /** A search leaves it at so many times the fewest steps so far. */
    private static final long FAR = 4;

    private static final int POWER_ITERATIONS = 200;

    private final CompiledFunction function;
    private final float[] start;
    private long limit = MOST_STEPS;

    DescentBench(Quadratic quadratic, float[] start) {
        this.function = new CompiledFunction(quadratic);
        this.start = start.clone();
    }

    /** @return how many steps it takes, or {@link Long#MAX_VALUE} if it does not arrive */
    long steps(Optimizer optimizer) {
        Updater updater = optimizer.start(start.length);
        FloatBuffer theta = function.theta();
        theta.put(0, start);
        double before = updater.norm(theta);
        for (long step = 1; step <= limit; step++) {
            function.evaluate();
            updater.update(theta, function.gradient(), optimizer.learningRate(), step);
            double distance = updater.norm(theta);
            if (distance <= ARRIVED * before) {
                return step;
            }
            if (!(distance < LOST * before)) {
                break;
            }
        }
        return Long.MAX_VALUE;
    }

    /** With one learning rate for all. */
    long plain(double rate) {
        return steps(new Optimizer.Sgd(rate, 0));
    }

    /** With a learning rate of its own for each element. */
    long preconditioned(double... rates) {
        float[] single = new float[rates.length];
        for (int i = 0; i < single.length; i++) {
            single[i] = (float) rates[i];
        }
        return steps(new Optimizer.Preconditioned(1, single));
    }

    /** Of the Hessian times a diagonal, by power iteration: no scale of the rates above 2 over it converges. */
    double largestEigenvalue(double... diagonal) {
        double[] vector = new double[diagonal.length];
        Arrays.fill(vector, 1);
        double length = 0;
        for (int i = 0; i < POWER_ITERATIONS; i++) {
            double[] image = function.hessian().apply(vector);
            for (int j = 0; j < image.length; j++) {
                image[j] *= diagonal[j];
            }
            length = Math.sqrt(Arrays.stream(image).map(x -> x * x).sum());
            for (int j = 0; j < image.length; j++) {
                vector[j] = image[j] / length;
            }
        }
        return length;
    }

    /** The fewest steps over a search for the rate, by golden section of its logarithm between a quarter and four times it. */
    long fewest(double around, ToLongFunction<Double> steps) {
        double ratio = (Math.sqrt(5) - 1) / 2;
        double low = Math.log(around / 4);
        double high = Math.log(around * 4);
        limit = MOST_STEPS;
        DoubleUnaryOperator count = log -> {
            long taken = steps.applyAsLong(Math.exp(log));
            limit = taken < limit / FAR ? FAR * taken : limit;
            return taken;
        };
        double left = high - ratio * (high - low);
        double right = low + ratio * (high - low);
        double atLeft = count.applyAsDouble(left);
        double atRight = count.applyAsDouble(right);
        double fewest = Math.min(count.applyAsDouble(Math.log(around)), Math.min(atLeft, atRight));
        for (int i = 0; i < SEARCHED; i++) {
            boolean goLeft = atLeft < atRight || atLeft == atRight && atLeft == Long.MAX_VALUE;
            if (goLeft) {
                high = right;
                right = left;
                atRight = atLeft;
                left = high - ratio * (high - low);
                atLeft = count.applyAsDouble(left);
            } else {
                low = left;
                left = right;
                atLeft = atRight;
                right = low + ratio * (high - low);
                atRight = count.applyAsDouble(right);
            }
            fewest = DoubleStream.of(fewest, atLeft, atRight).min().orElseThrow();
        }
        limit = MOST_STEPS;
        return (long) fewest;
    }

    @Override
    public void close() {
        function.close();
    }
}
