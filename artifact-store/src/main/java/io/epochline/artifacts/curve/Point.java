package io.epochline.artifacts.curve;

/**
 * One value of a curve.
 *
 * @param at the epoch, step or round as it was printed
 * @param value may be NaN or infinite, as runs that diverge have it
 * @param line the line of the log that says so, from 1; 0 when the value comes from a trace
 */
public record Point(double at, double value, long line) {

    public Point(double at, double value) {
        this(at, value, 0);
    }

    public boolean isFinite() {
        return Double.isFinite(value);
    }
}
