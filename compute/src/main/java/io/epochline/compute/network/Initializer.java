package io.epochline.compute.network;

import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;

/** How a parameter starts. */
public sealed interface Initializer {
    /** Writes {@code count} values at the buffer's position. */
    void fill(FloatBuffer values, int count, RandomGenerator random);

    /** Uniform in {@code [-limit, limit)}. */
    record Uniform(double limit) implements Initializer {
        /** Keeps the variance of activations through layers followed by relu (He et al. 2015). */
        static Uniform he(int fanIn) {
            return new Uniform(Math.sqrt(6.0 / fanIn));
        }

        /** Keeps the variance through linear, tanh and sigmoid layers, both ways (Glorot and Bengio 2010). */
        static Uniform glorot(int fanIn, int fanOut) {
            return new Uniform(Math.sqrt(6.0 / (fanIn + fanOut)));
        }

        @Override
        public void fill(FloatBuffer values, int count, RandomGenerator random) {
            for (int i = 0; i < count; i++) {
                values.put((float) ((2 * random.nextDouble() - 1) * limit));
            }
        }
    }

    record Constant(double value) implements Initializer {
        static final Constant ZERO = new Constant(0);
        static final Constant ONE = new Constant(1);

        @Override
        public void fill(FloatBuffer values, int count, RandomGenerator random) {
            for (int i = 0; i < count; i++) {
                values.put((float) value);
            }
        }
    }

    /** Numbers that there are already; the seed does not matter. */
    record Given(FloatBuffer values) implements Initializer {
        @Override
        public void fill(FloatBuffer target, int count, RandomGenerator random) {
            target.put(values.slice(0, count));
        }
    }
}
