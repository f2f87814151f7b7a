package io.epochline.analyzer.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/** One axis of a chart: where values stand along it, and where its ticks do. */
record Axis(double low, double high, boolean logarithmic) {
    private static final int TICKS = 5;
    private static final double PADDING = 0.05;

    /** An axis over the values with a little room at both ends. */
    static Axis around(double low, double high, boolean logarithmic) {
        if (logarithmic) {
            double room = Math.pow(high / low, PADDING);
            return new Axis(low / room, high * room, true);
        }
        double room = high > low ? PADDING * (high - low) : Math.max(Math.abs(low) * PADDING, 1e-12);
        return new Axis(low - room, high + room, false);
    }

    /** 0 at the low end, 1 at the high end. */
    double share(double value) {
        return logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    }

    /** Round values within: steps of 1, 2 or 5 times a power of ten; 1, 2 and 5 of each decade on a logarithmic axis. */
    double[] ticks() {
        if (logarithmic) {
            boolean wide = high / low > 1e3;
            return DoubleStream.iterate(Math.pow(10, Math.floor(Math.log10(low))), d -> d <= high, d -> d * 10)
                    .flatMap(decade -> wide ? DoubleStream.of(decade) : DoubleStream.of(decade, 2 * decade, 5 * decade))
                    .filter(tick -> tick >= low && tick <= high)
                    .toArray();
        }
        return multiples(step(high - low));
    }

    /** Round whole numbers within. */
    double[] wholeTicks() {
        return multiples(Math.max(1, step(high - low)));
    }

    static String label(double tick) {
        BigDecimal rounded = new BigDecimal(tick).round(new MathContext(4)).stripTrailingZeros();
        return tick == 0 || (Math.abs(tick) >= 1e-3 && Math.abs(tick) < 1e5)
                ? rounded.toPlainString()
                : rounded.toString().replace("E", "e");
    }

    private double[] multiples(double step) {
        long first = (long) Math.ceil(low / step - 1e-9);
        long last = (long) Math.floor(high / step + 1e-9);
        return LongStream.rangeClosed(first, last).mapToDouble(i -> i * step).toArray();
    }

    private static double step(double width) {
        double least = width / TICKS;
        double decade = Math.pow(10, Math.floor(Math.log10(least)));
        return DoubleStream.of(1, 2, 5)
                .map(factor -> factor * decade)
                .filter(step -> step >= least * (1 - 1e-9))
                .findFirst()
                .orElse(10 * decade);
    }
}
