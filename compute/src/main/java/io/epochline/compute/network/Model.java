package io.epochline.compute.network;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;
import java.util.Map;

/** What can be trained: a prediction made of a batch by parameters, which steps of an optimizer change. */
public interface Model {
    /** What to call it in messages and exports. */
    String name();

    /**
     * Parameters, states, noise and output for examples of the given shape.
     *
     * @throws io.epochline.compute.ComputeException if the model does not take them
     */
    NetworkPlan plan(Shape input);

    /**
     * Builds the model on a batch, of any size. Parameters become {@link GraphBuilder#parameter}s, states {@link
     * GraphBuilder#input}s, and in TRAIN mode noise becomes inputs too; all are named and ordered as in the {@link #plan}.
     *
     * @param x {@code f32[batch, ...]}
     * @throws io.epochline.compute.ComputeException if the shapes do not fit
     */
    Forward forward(GraphBuilder g, Value x, Mode mode);

    /**
     * What a model makes of a batch.
     *
     * @param prediction {@code f32[batch, ...]}
     * @param nextStates what each state of the plan is after a step on this batch, by name; empty in INFER mode
     */
    record Forward(Value prediction, Map<String, Value> nextStates) {
        public Forward {
            nextStates = Map.copyOf(nextStates);
        }
    }
}
