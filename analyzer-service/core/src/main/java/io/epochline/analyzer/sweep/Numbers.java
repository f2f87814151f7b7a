package io.epochline.analyzer.sweep;

import java.util.Locale;

/** Numbers as findings print them. */
final class Numbers {

    private Numbers() {}

    static String rho(double rho) {
        return String.format(Locale.ROOT, "%+.2f", rho);
    }

    static String p(double p) {
        return p < 0.001 ? "p < 0.001" : String.format(Locale.ROOT, "p = %.3f", p);
    }

    static String value(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }
}
