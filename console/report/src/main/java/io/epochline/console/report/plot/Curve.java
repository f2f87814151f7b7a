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

    boolean isBand() {
        return upper != null;
    }

    /** The last value; NaN where there is none. */
    double last() {
        return y.length == 0 ? Double.NaN : y[y.length - 1];
    }
}
