package io.epochline.trainer.data;

/** A set of numbers from 0 on that gives its lowest one: a bit for each, and above them a bit for each 64 below that has any. */
final class RankSet {

    private final long[][] levels;

    /** @param size the numbers may be as many, from 0 on */
    RankSet(int size) {
        int depth = 1;
        for (int words = words(size); words > 1; words = words(words)) {
            depth++;
        }
        levels = new long[depth][];
        int bits = size;
        for (int level = 0; level < depth; level++) {
            bits = words(bits);
            levels[level] = new long[bits];
        }
    }

    private static int words(int bits) {
        return Math.max(1, Math.ceilDiv(bits, Long.SIZE));
    }

    void add(int number) {
        int bit = number;
        for (long[] level : levels) {
            level[bit / Long.SIZE] |= 1L << bit;
            bit /= Long.SIZE;
        }
    }

    /** Takes out the lowest number of a set that is not empty. */
    int removeLowest() {
        int bit = 0;
        for (int level = levels.length - 1; level >= 0; level--) {
            bit = bit * Long.SIZE + Long.numberOfTrailingZeros(levels[level][bit]);
        }
        remove(bit);
        return bit;
    }

    private void remove(int number) {
        int bit = number;
        for (long[] level : levels) {
            long left = level[bit / Long.SIZE] &= ~(1L << bit);
            if (left != 0) {
                return;
            }
            bit /= Long.SIZE;
        }
    }
}
