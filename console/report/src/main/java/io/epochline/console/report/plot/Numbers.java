package io.epochline.console.report.plot;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers in titles and at ticks, the same in every country. */
final class Numbers {

    private static final MathContext FOUR = new MathContext(4);
    private static final MathContext TEN = new MathContext(10);

    private Numbers() {}

    /** Four significant digits: {@code 0.01234}, {@code 12340}, {@code 1.234×10⁻⁷}; {@code NaN}, {@code ∞}. */
    static String of(double value) {
        if (value == 0 || Double.isNaN(value)) {
            return value == 0 ? "0" : "NaN";
        }
        String sign = value < 0 ? "−" : "";
        double size = Math.abs(value);
        if (Double.isInfinite(size)) {
            return sign + "∞";
        }
        BigDecimal rounded = new BigDecimal(size).round(FOUR).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        return exponent >= -4 && exponent < 6
                ? sign + rounded.toPlainString()
                : sign + rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "×10"
                        + UnitScale.superscript(exponent);
    }

    /** A round number at a tick. */
    static String tick(double value) {
        BigDecimal rounded = new BigDecimal(value).round(TEN).stripTrailingZeros();
        return value == 0 ? "0" : rounded.toPlainString().replace('-', '−');
    }

    /** A round count at a tick: {@code 20k}, {@code 1.5M}; nothing for what is no count. */
    static String count(double value) {
        double size = Math.abs(value);
        if (size >= 1e6) {
            return tick(value / 1e6) + "M";
        }
        return size >= 1e4 ? tick(value / 1e3) + "k" : value == Math.rint(value) ? tick(value) : "";
    }
}
