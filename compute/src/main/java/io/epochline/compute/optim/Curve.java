package io.epochline.compute.optim;

/** Ways from one factor to another. */
final class Curve {

    private Curve() {}

    /** Along half a period of the cosine, and no further than its end. */
    static double cosine(double from, double to, double share) {
        return to + (from - to) * (1 + Math.cos(Math.PI * Math.min(share, 1))) / 2;
    }
}
