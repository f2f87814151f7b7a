package io.epochline.artifacts.curve;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which way a quantity gets better. */
public enum Direction {
    @JsonProperty("min")
    MIN,
    @JsonProperty("max")
    MAX;

    /** Whether {@code a} is strictly better than {@code b}. */
    public boolean better(double a, double b) {
        return this == MIN ? a < b : a > b;
    }

    /** How much better {@code to} is than {@code from}; negative when it is worse. */
    public double gain(double from, double to) {
        return this == MIN ? from - to : to - from;
    }
}
