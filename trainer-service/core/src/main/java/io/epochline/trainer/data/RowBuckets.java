package io.epochline.trainer.data;

/**
 * Rows by the value of a column: those of value {@code v} are {@code rows[starts[v]]} to {@code rows[starts[v + 1] - 1]},
 * in the order in which they were given.
 */
@SuppressWarnings("ArrayRecordComponent") // shared within the package, never compared
record RowBuckets(int[] starts, int[] rows) {

    static RowBuckets of(KeyColumn column, int[] rows) {
        int[] starts = new int[column.values().size() + 1];
        for (int row : rows) {
            starts[column.codes()[row] + 1]++;
        }
        for (int value = 1; value < starts.length; value++) {
            starts[value] += starts[value - 1];
        }
        int[] next = starts.clone();
        int[] sorted = new int[rows.length];
        for (int row : rows) {
            sorted[next[column.codes()[row]]++] = row;
        }
        return new RowBuckets(starts, sorted);
    }

    /** How many values there are, with rows or without. */
    int values() {
        return starts.length - 1;
    }

    int size(int value) {
        return starts[value + 1] - starts[value];
    }
}
