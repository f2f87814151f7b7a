package io.epochline.console.report.plot;

/**
 * One line or band of a signal.
 *
 * @param signal its name
 * @param part what of the signal it is, such as a component; empty for all of it
 * @param x ascending
 * @param y of a line; of a band the lower end
 * @param upper of a band; null for a line
 * @param truth what it should come to; NaN where that is unknown
 */
record Curve(String signal, String part, Weight weight, double[] x, double[] y, double[] upper, double truth) {

    /** How much it matters. */
    enum Weight {
        /** What the panel is about. */
        MAIN,
        /** One of many. */
        DETAIL,
        /** Noise behind the others. */
        BACKGROUND,
        BAND,
        INNER_BAND
    }

    static Curve line(String signal, String part, Weight weight, double[] x, double[] y) {
        return new Curve(signal, part, weight, x, y, null, Double.NaN);
    }

    static Curve band(String signal, String part, Weight weight, double[] x, double[] low, double[] high) {
        return new Curve(signal, part, weight, x, low, high, Double.NaN);
    }

    Curve withTruth(double known) {
        return new Curve(signal, part, weight, x, y, upper, known);
    }

    Curve withWeight(Weight other) {
        return new Curve(signal, part, other, x, y, upper, truth);
    }

    /** Each value as the mean of those around it that are finite; what is not finite stays so. */
    Curve smoothed(int window) {
        double[] sums = new double[y.length + 1];
        int[] counts = new int[y.length + 1];
        for (int i = 0; i < y.length; i++) {
            boolean finite = Double.isFinite(y[i]);
            sums[i + 1] = sums[i] + (finite ? y[i] : 0);
            counts[i + 1] = counts[i] + (finite ? 1 : 0);
        }
        double[] means = y.clone();
        for (int i = 0; i < y.length; i++) {
            int from = Math.max(0, i - window / 2);
            int to = Math.min(y.length, i + window / 2 + 1);
            if (Double.isFinite(y[i])) {
                means[i] = (sums[to] - sums[from]) / (counts[to] - counts[from]);
            }
        }
        return new Curve(signal, part, weight, x, means, upper, truth);
    }

    boolean isBand() {
        return upper != null;
    }

    /** The last value; NaN where there is none. */
    double last() {
        return y.length == 0 ? Double.NaN : y[y.length - 1];
    }
}
