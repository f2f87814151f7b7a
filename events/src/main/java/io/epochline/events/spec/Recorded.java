package io.epochline.events.spec;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a run keeps beside its trace where it is asked to. */
public enum Recorded {
    /** {@code diag_steps.jsonl}: a line of scalars for each step that is kept. */
    DIAG_STEPS,
    /** {@code grads.npz}: gradients. */
    GRADS,
    /** {@code curvature.npz}: each estimate of the curvature. */
    CURVATURE,
    /** {@code precond.npz}: each vector of learning rates. */
    PRECOND;

    /** As it stands in job files, such as {@code diag_steps}. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
