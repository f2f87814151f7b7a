package io.epochline.analyzer.proposal;

import io.epochline.compute.ComputeException;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.loss.Loss;
import io.epochline.compute.loss.LossException;
import java.util.Optional;

/** Whether a loss runs on the targets of a task. */
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

    /**
     * Builds the graph of the loss for a batch of two. Anything passes where the shape is not known, and two classes stand
     * for any number where targets are class indices.
     */
    static boolean builds(Loss loss, Shape target) {
        if (target == null) {
            return true;
        }
        try {
            GraphBuilder g = new GraphBuilder();
            Shape prediction = loss.head().prediction(target).orElseGet(() -> target.with(-1, 2));
            loss.apply(g, input(g, "prediction", prediction), input(g, "target", target));
            return true;
        } catch (ComputeException e) {
            return false;
        }
    }

    private static Value input(GraphBuilder g, String name, Shape example) {
        return g.input(name, ValueType.f32(example.prepend(2)));
    }
}
