package io.epochline.trainer.objective;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.epochline.artifacts.Sha256;
import io.epochline.events.Json;
import io.epochline.events.spec.ObjectiveJob;

/**
 * A job with its function opened, and all that it says about θ fitting together.
 *
 * @param start where θ begins, {@code f32[size]}
 * @param scale what block scaling makes of the learning rate of each element, {@code f64[size]}
 */
record PreparedObjective(ObjectiveJob job, OpenedFunction opened, float[] start, double[] scale) {

    /** The same for the same job on the same file: what one attempt began only such another can go on with. */
    String fingerprint() {
        try {
            return Sha256.of(Json.MAPPER.writeValueAsString(job) + opened.sha256());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    int size() {
        return opened.function().size();
    }
}
