package io.epochline.console.cli.output;

import java.util.List;

/** Numbers as a row of blocks. */
public final class Curve {

    private static final String LEVELS = "▁▂▃▄▅▆▇█";
    private static final char NOT_FINITE = '×';

    private Curve() {}

    /** One block per value, or per equal share of the values where there are more than {@code width}. */
    public static String of(List<Double> values, int width) {
        double low =
                values.stream().filter(Double::isFinite).min(Double::compare).orElse(0.0);
        double high =
                values.stream().filter(Double::isFinite).max(Double::compare).orElse(0.0);
        int columns = Math.min(width, values.size());
        StringBuilder curve = new StringBuilder();
        for (int column = 0; column < columns; column++) {
            double value = values.get((int) ((column + 1L) * values.size() / columns) - 1);
            curve.append(Double.isFinite(value) ? block(value, low, high) : NOT_FINITE);
        }
        return curve.toString();
    }

    private static char block(double value, double low, double high) {
        double height = high > low ? (value - low) / (high - low) : 0;
        return LEVELS.charAt((int) Math.round(height * (LEVELS.length() - 1)));
    }

    /** A bar that is filled as far as {@code done} of {@code total}. */
    public static String bar(long done, long total, int width) {
        int filled = total <= 0 ? 0 : (int) Math.clamp(done * width / total, 0, width);
        return "━".repeat(filled) + "─".repeat(width - filled);
    }
}
