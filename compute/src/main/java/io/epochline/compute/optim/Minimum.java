package io.epochline.compute.optim;

/**
 * Where a minimisation came to. The point is the lowest one found, whatever the ending.
 *
 * @param theta {@code f64[n]}
 * @param gradient {@code f64[n]}, at that point
 * @param value at that point
 * @param evaluations of the function and its gradient
 */
public record Minimum(Ending ending, double[] theta, double[] gradient, double value, int iterations, int evaluations) {

    /** Why it went no further. */
    public enum Ending {
        /** No element of the gradient is above the tolerance. */
        CONVERGED,
        /** The iterations ran out. */
        ITERATIONS_EXHAUSTED,
        /**
         * No lower point was found downhill. Maybe the value's precision is used up, or the gradient is not that of the
         * value.
         */
        LINE_SEARCH_FAILED,
        /** The value or the gradient at the start is not finite. */
        NOT_FINITE
    }

    public boolean converged() {
        return ending == Ending.CONVERGED;
    }
}
