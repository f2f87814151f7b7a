package io.epochline.trainer;

import java.util.Arrays;

/** Numbers that are added one by one. */
final class DoubleSeries {

    private double[] values = new double[256];
    private int size;

    void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    void addAll(double[] more) {
        for (double value : more) {
            add(value);
        }
    }

    int size() {
        return size;
    }

    double last() {
        return values[size - 1];
    }

    /** NaN when the range is empty. */
    double mean(int from) {
        double sum = 0;
        for (int i = from; i < size; i++) {
            sum += values[i];
        }
        return sum / (size - from);
    }

    double[] from(int from) {
        return Arrays.copyOfRange(values, from, size);
    }
}
