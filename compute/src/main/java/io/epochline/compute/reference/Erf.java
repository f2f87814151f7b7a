package io.epochline.compute.reference;

/** The error function {@code 2 / sqrt(pi) * integral of exp(-t^2) from 0 to x}, to float64. */
final class Erf {

    private static final double SCALE = 2 / Math.sqrt(Math.PI);

    private Erf() {}

    static double erf(double x) {
        if (Double.isNaN(x)) {
            return x;
        }
        double size = Math.abs(x);
        return Math.signum(x) * (size < 2.5 ? series(size) : 1 - complement(size));
    }

    /** {@code 2 / sqrt(pi) exp(-x^2) sum of 2^n x^(2n+1) / (1 3 5 ... (2n+1))}: all terms positive, none cancels. */
    private static double series(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; term > sum * 1e-18; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return SCALE * Math.exp(-x * x) * sum;
    }

    /** {@code 1 - erf(x)} by its continued fraction (Abramowitz and Stegun, 7.1.14), from the far end back. */
    private static double complement(double x) {
        double fraction = x;
        for (int n = 80; n >= 1; n--) {
            fraction = x + n / 2.0 / fraction;
        }
        return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
    }
}
