package io.epochline.console.report.plot;

import java.util.DoubleSummaryStatistics;
import java.util.stream.DoubleStream;

/**
 * An axis of a panel.
 *
 * @param label empty for none
 * @param min above 0 on a logarithmic axis
 * @param max above {@code min}
 * @param counts whether it counts, so that only whole numbers are written
 */
record Axis(String label, boolean logarithmic, double min, double max, boolean counts) {

    private static final double MARGIN = 0.04;
    private static final double MARGIN_OF_COUNTS = 0.015;

    /** Of steps or epochs, from their beginning. */
    static Axis ofCounts(String label, DoubleStream numbers) {
        double last = numbers.filter(Double::isFinite).max().orElse(1);
        double margin = MARGIN_OF_COUNTS * Math.max(last, 1);
        return new Axis(label, false, -margin, last + margin, true);
    }

    /** Around numbers, with a margin; those that are not finite, or have no logarithm, do not count. */
    static Axis around(String label, boolean logarithmic, DoubleStream numbers) {
        DoubleSummaryStatistics range = numbers.filter(Double::isFinite)
                .filter(number -> !logarithmic || number > 0)
                .map(number -> logarithmic ? Math.log10(number) : number)
                .summaryStatistics();
        double low = range.getCount() == 0 ? 0 : range.getMin();
        double high = range.getCount() == 0 ? 1 : range.getMax();
        double margin = MARGIN * (high - low);
        // A constant is drawn in the middle, with room that fits its size.
        if (!(margin > 1e-9 * Math.max(Math.abs(low), Math.abs(high)))) {
            margin = logarithmic || low == 0 ? 0.5 : 0.1 * Math.abs(low);
        }
        low -= margin;
        high += margin;
        return logarithmic
                ? new Axis(label, true, Math.pow(10, low), Math.pow(10, high), false)
                : new Axis(label, false, low, high, false);
    }

    /** As long as both. */
    Axis and(Axis other) {
        return new Axis(label, logarithmic, Math.min(min, other.min), Math.max(max, other.max), counts);
    }

    /** What is written at a tick; empty at ticks without text. */
    String tick(double value) {
        // XChart leaves all ticks away where the texts of the two ends are the same.
        if (value == min || value == max) {
            return Numbers.tick(value);
        }
        if (counts) {
            return Numbers.count(value);
        }
        return logarithmic ? power(value) : Numbers.tick(Math.abs(value) < 1e-9 * (max - min) ? 0 : value);
    }

    /** Powers of ten, and between them 2 and 5 where the axis spans little. */
    private String power(double value) {
        int exponent = (int) Math.floor(Math.log10(value) + 1e-9);
        long digit = Math.round(value / Math.pow(10, exponent));
        double decades = Math.log10(max / min);
        int every = (int) Math.ceil(decades / 7);
        boolean written = decades < 1 || (decades < 2 ? digit == 1 || digit == 2 || digit == 5 : digit == 1);
        if (!written || Math.floorMod(exponent, every) != 0) {
            return "";
        }
        boolean plain = min >= 0.9e-4 && max <= 1.1e5;
        if (plain) {
            return Numbers.tick(value);
        }
        return (digit == 1 ? "" : digit + "·") + "10" + UnitScale.superscript(exponent);
    }
}
