package io.epochline.compute.engine;

import io.epochline.compute.ir.Shape;
import io.epochline.compute.loss.Loss;
import io.epochline.compute.network.Model;
import io.epochline.compute.optim.Clipping;
import io.epochline.compute.optim.Optimizer;
import io.epochline.compute.runtime.Device;

/**
 * What to train, and how.
 *
 * @param loss what the steps make smaller
 * @param objective what evaluation reports, on predictions of the same head as the loss
 * @param clipping of the gradients, before the optimizer sees them
 * @param input the shape of one example
 * @param target the shape of one example's target; that of its prediction follows from the head of the loss
 * @param seed of the first parameters and of dropout
 */
public record EngineSpec(
        Model model,
        Loss loss,
        Loss objective,
        Optimizer optimizer,
        Clipping clipping,
        Shape input,
        Shape target,
        long seed,
        Execution execution) {

    /** With gradients as they are, in the way that suits the device. */
    public EngineSpec(
            Model model,
            Loss loss,
            Loss objective,
            Optimizer optimizer,
            Shape input,
            Shape target,
            long seed,
            Device device) {
        this(model, loss, objective, optimizer, Clipping.NONE, input, target, seed, Execution.on(device));
    }
}
