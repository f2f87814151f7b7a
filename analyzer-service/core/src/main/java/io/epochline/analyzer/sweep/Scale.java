package io.epochline.analyzer.sweep;

import io.epochline.events.spec.ParameterRange;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** A numeric range in the scale in which it is searched: positions are logarithms where the range is logarithmic. */
record Scale(double low, double high, boolean log, boolean whole) {
    private static final int DIGITS = 3;

    static Scale of(ParameterRange.Real range) {
        return new Scale(range.low(), range.high(), range.log(), false);
    }

    static Scale of(ParameterRange.Int range) {
        return new Scale(range.low(), range.high(), range.log(), true);
    }

    double position(double value) {
        return log ? Math.log(value) : value;
    }

    double value(double position) {
        return log ? Math.exp(position) : position;
    }

    double width() {
        return position(high) - position(low);
    }

    /** A bound at a position, rounded away from the inside: down for a lower bound, up for an upper. */
    double bound(double position, boolean upper) {
        RoundingMode outward = upper ? RoundingMode.CEILING : RoundingMode.FLOOR;
        BigDecimal exact = new BigDecimal(value(position)).round(new MathContext(12));
        return (whole ? exact.setScale(0, outward) : exact.round(new MathContext(DIGITS, outward))).doubleValue();
    }

    ParameterRange range(double low, double high) {
        return whole ? new ParameterRange.Int((long) low, (long) high, log) : new ParameterRange.Real(low, high, log);
    }

    /** The share of the range, drawn evenly, that counts as being at one edge. */
    double edgeShare(double edge) {
        if (!whole) {
            return edge;
        }
        long values = (long) (high - low) + 1;
        long atEdge = 0;
        while (atEdge < values && isAtLow(low + atEdge, edge)) {
            atEdge++;
        }
        return (double) atEdge / values;
    }

    boolean isAtLow(double value, double edge) {
        return position(value) <= position(low) + edge * width();
    }

    boolean isAtHigh(double value, double edge) {
        return position(value) >= position(high) - edge * width();
    }

    String print(double value) {
        return whole
                ? Long.toString(Math.round(value))
                : BigDecimal.valueOf(value)
                        .round(new MathContext(4))
                        .stripTrailingZeros()
                        .toString()
                        .replace("E", "e");
    }
}
