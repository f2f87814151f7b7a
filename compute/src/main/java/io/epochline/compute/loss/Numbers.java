package io.epochline.compute.loss;

import java.math.BigDecimal;
import java.util.Locale;

/** The canonical text of a number: the shortest decimal that reads back as the same double. */
final class Numbers {
    private Numbers() {}

    static String text(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        boolean plain = decimal.signum() == 0 || (decimal.scale() <= 8 && decimal.precision() - decimal.scale() <= 8);
        return plain ? decimal.toPlainString() : decimal.toString().toLowerCase(Locale.ROOT);
    }
}
