package io.epochline.artifacts.log;

import java.util.Arrays;

/** The meanings of names seen lately: each has one place, so the cache stays small whatever a log holds. */
final class MeaningCache {

    private static final int SIZE = 1 << 12;

    private final byte[][] names = new byte[SIZE][];
    private final Meaning[] meanings = new Meaning[SIZE];

    /** Null where it is not known. */
    Meaning get(byte[] line, int from, int to) {
        int place = place(line, from, to);
        byte[] name = names[place];
        return name != null && Arrays.equals(name, 0, name.length, line, from, to) ? meanings[place] : null;
    }

    void put(byte[] line, int from, int to, Meaning meaning) {
        int place = place(line, from, to);
        names[place] = Arrays.copyOfRange(line, from, to);
        meanings[place] = meaning;
    }

    private static int place(byte[] line, int from, int to) {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + line[i];
        }
        hash *= 0x9E3779B9;
        return hash >>> 20;
    }
}
