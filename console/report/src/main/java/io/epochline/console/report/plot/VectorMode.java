package io.epochline.console.report.plot;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a vector is shown. */
public enum VectorMode {
    /** Components where they are few, or else quantiles. */
    @JsonProperty("auto")
    AUTO,
    /** Each component as a line. */
    @JsonProperty("components")
    COMPONENTS,
    /** The mean of the components, and the band from the least to the greatest. */
    @JsonProperty("summary")
    SUMMARY,
    /** Their median, and the bands that hold half and nine tenths of them. */
    @JsonProperty("quantiles")
    QUANTILES,
    /** Their Euclidean norm. */
    @JsonProperty("norm")
    NORM,
    /** The root of the mean of their squares. */
    @JsonProperty("rms")
    RMS,
    /** The root of the mean of their squares, and those components that changed most. */
    @JsonProperty("hybrid")
    HYBRID
}
