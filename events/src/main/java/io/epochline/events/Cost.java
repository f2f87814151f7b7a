package io.epochline.events;

/**
 * What a proposal costs beside the run that led to it, as far as that is known.
 *
 * @param parameters of its model
 * @param relativeParameters over those of the run's model
 * @param relativeWork floating-point operations of its whole training, over those of the run's
 */
public record Cost(Long parameters, Double relativeParameters, Double relativeWork) {

    public static final Cost UNKNOWN = new Cost(null, null, null);

    /** As the run at hand. */
    public static final Cost SAME = new Cost(null, 1.0, 1.0);
}
