package io.epochline.compute.optim;

import java.util.Arrays;

/** A point at which a function was evaluated. */
record Point(double[] theta, double value, double[] gradient) {

    boolean isFinite() {
        return Double.isFinite(value) && Arrays.stream(gradient).allMatch(Double::isFinite);
    }
}
