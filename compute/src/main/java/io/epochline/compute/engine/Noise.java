package io.epochline.compute.engine;

import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/** Uniform numbers in [0, 1) that depend on the seed, the step and the place alone, so that a restored run repeats them. */
final class Noise {

    private static final int BLOCK = 1024;

    private final long seed;
    private final float[] block = new float[BLOCK];

    Noise(long seed) {
        this.seed = seed;
    }

    void fill(FloatBuffer buffer, long step, int stream) {
        SplittableRandom random = new SplittableRandom(mix(mix(mix(seed) + step) + stream));
        int size = buffer.capacity();
        for (int offset = 0; offset < size; offset += BLOCK) {
            int length = Math.min(BLOCK, size - offset);
            for (int i = 0; i < length; i++) {
                block[i] = (random.nextInt() >>> 8) * 0x1.0p-24f;
            }
            buffer.put(offset, block, 0, length);
        }
    }

    /** Scrambles the bits, so that neighbouring steps have unrelated streams (Stafford's variant 13 of MurmurHash3's mixer). */
    private static long mix(long key) {
        long z = (key ^ (key >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
