package io.epochline.artifacts.log;

/**
 * A number in a line and the words before it.
 *
 * @param key the words, as they stand
 * @param of the second part of a fraction such as {@code 3/50}, else NaN
 * @param percent whether a percent sign follows
 * @param decimal whether it is written with a point, an exponent, or is not finite: a measured value rather than a count
 * @param start where the number begins in the line
 */
record Pair(String key, double value, double of, boolean percent, boolean decimal, int start) {

    boolean isFraction() {
        return !Double.isNaN(of);
    }
}
