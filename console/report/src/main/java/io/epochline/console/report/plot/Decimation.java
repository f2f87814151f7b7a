package io.epochline.console.report.plot;

import java.util.Arrays;

/**
 * Thins a long series to what a picture can show: of each column of pixels the first, the lowest, the highest and the last
 * point, so that no extreme is lost (M4: Jugel et al., VLDB 2014). Points keep their order and their values; where the
 * series has a gap (a number that is not finite), so has what is left.
 */
final class Decimation {

    private static final int POINTS_OF_A_COLUMN = 5;

    /**
     * What is left.
     *
     * @param x ascending
     * @param y not finite where the line is broken
     */
    record Points(double[] x, double[] y) {}

    private final double[] x;
    private final double[] y;
    private final int[] kept;
    private int count;

    private Decimation(double[] x, double[] y, int columns) {
        this.x = x;
        this.y = y;
        this.kept = new int[POINTS_OF_A_COLUMN * columns];
    }

    /** @param x ascending */
    static Points of(double[] x, double[] y, int columns) {
        if (x.length <= POINTS_OF_A_COLUMN * columns) {
            return new Points(x, y);
        }
        return new Decimation(x, y, columns).thin(columns);
    }

    private Points thin(int columns) {
        double left = x[0];
        double width = (x[x.length - 1] - left) / columns;
        int from = 0;
        for (int column = 1; column <= columns; column++) {
            double end = left + column * width;
            int to = from;
            while (to < x.length && (x[to] < end || column == columns)) {
                to++;
            }
            keep(from, to);
            from = to;
        }
        int[] indices = Arrays.copyOf(kept, count);
        return new Points(
                Arrays.stream(indices).mapToDouble(i -> x[i]).toArray(),
                Arrays.stream(indices).mapToDouble(i -> y[i]).toArray());
    }

    /** Keeps what matters of the points of one column: at most four, and one for a gap. */
    private void keep(int from, int to) {
        int first = -1;
        int last = -1;
        int lowest = -1;
        int highest = -1;
        int gap = -1;
        for (int i = from; i < to; i++) {
            if (!Double.isFinite(y[i])) {
                gap = gap < 0 ? i : gap;
                continue;
            }
            first = first < 0 ? i : first;
            last = i;
            lowest = lowest < 0 || y[i] < y[lowest] ? i : lowest;
            highest = highest < 0 || y[i] > y[highest] ? i : highest;
        }
        int[] candidates = {first, lowest, highest, last, gap};
        Arrays.sort(candidates);
        int before = -1;
        for (int candidate : candidates) {
            if (candidate >= 0 && candidate != before) {
                kept[count++] = candidate;
                before = candidate;
            }
        }
    }
}
