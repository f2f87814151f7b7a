package io.epochline.compute.runtime;

import ai.onnxruntime.OrtException;
import io.epochline.compute.ComputeException;

/** A run that was ended by an {@link Interruption}; its outputs hold nothing of use. */
public final class InterruptedRun extends ComputeException {

    private static final long serialVersionUID = 1L;

    InterruptedRun(OrtException cause) {
        super("interrupted", Category.RESOURCE, "run: ended before its end, as asked for", cause);
    }
}
