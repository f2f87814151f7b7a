package io.epochline.artifacts.log;

import java.util.Arrays;

/**
 * What a line was cut into, in its order: numbers with the words before each, and labels, which are words that no number
 * follows. One is used for all lines, so that a line costs no objects.
 */
final class Tokens {

    private static final byte PERCENT = 1;
    private static final byte DECIMAL = 2;
    private static final byte LABEL = 4;
    private static final byte LIST = 8;
    private static final byte CELL = 16;

    private int size;
    private int numbers;
    private int[] keyStart = new int[64];
    private int[] keyEnd = new int[64];
    private int[] ends = new int[64];
    private double[] values = new double[64];
    private double[] of = new double[64];
    private byte[] flags = new byte[64];

    void clear() {
        size = 0;
        numbers = 0;
    }

    /** @param cell whether the words fill a cell of their own, so that a number in the next cell may be meant */
    void label(int from, int to, boolean cell) {
        add(from, to, to, Double.NaN, Double.NaN, (byte) (LABEL | (cell ? CELL : 0)));
    }

    void number(int from, int to, int end, double value, double outOf, boolean percent, boolean decimal, boolean list) {
        int flag = (percent ? PERCENT : 0) | (decimal ? DECIMAL : 0) | (list ? LIST : 0);
        add(from, to, end, value, outOf, (byte) flag);
        numbers++;
    }

    private void add(int from, int to, int end, double value, double outOf, byte flag) {
        if (size == values.length) {
            int capacity = 2 * size;
            keyStart = Arrays.copyOf(keyStart, capacity);
            keyEnd = Arrays.copyOf(keyEnd, capacity);
            ends = Arrays.copyOf(ends, capacity);
            values = Arrays.copyOf(values, capacity);
            of = Arrays.copyOf(of, capacity);
            flags = Arrays.copyOf(flags, capacity);
        }
        keyStart[size] = from;
        keyEnd[size] = to;
        ends[size] = end;
        values[size] = value;
        of[size] = outOf;
        flags[size++] = flag;
    }

    int size() {
        return size;
    }

    /** How many of them are numbers. */
    int numbers() {
        return numbers;
    }

    boolean isLabel(int i) {
        return (flags[i] & LABEL) != 0;
    }

    /** Whether the label fills a cell. */
    boolean isCell(int i) {
        return (flags[i] & CELL) != 0;
    }

    /** Where the words begin in the line. */
    int keyStart(int i) {
        return keyStart[i];
    }

    /** Where the words end, which is where the number begins. */
    int keyEnd(int i) {
        return keyEnd[i];
    }

    /** Where the number ends, its second part and percent sign included. */
    int end(int i) {
        return ends[i];
    }

    double value(int i) {
        return values[i];
    }

    /** The second part of a fraction such as {@code 3/50}, else NaN. */
    double of(int i) {
        return of[i];
    }

    boolean isFraction(int i) {
        return !Double.isNaN(of[i]);
    }

    boolean isPercent(int i) {
        return (flags[i] & PERCENT) != 0;
    }

    /** Whether it is written with a point, an exponent, or is not finite: a measured value rather than a count. */
    boolean isDecimal(int i) {
        return (flags[i] & DECIMAL) != 0;
    }

    /** Whether it is the first of several in brackets. */
    boolean isList(int i) {
        return (flags[i] & LIST) != 0;
    }
}
