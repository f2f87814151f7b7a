package io.epochline.analyzer.proposal;

import io.epochline.compute.loss.Loss;
import io.epochline.compute.loss.LossException;
import java.util.Optional;

/** Whether a text is a loss. */
final class LossCheck {

    private LossCheck() {}

    /** Reads a loss that may be a name from a foreign log; empty where it is no expression of ours. */
    static Optional<Loss> read(String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Loss.parse(text));
        } catch (LossException e) {
            return Optional.empty();
        }
    }
}
