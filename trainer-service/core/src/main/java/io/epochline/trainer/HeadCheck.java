package io.epochline.trainer;

import io.epochline.compute.ir.Shape;
import io.epochline.compute.loss.Head;
import io.epochline.compute.loss.Loss;
import io.epochline.events.FailureCode;
import io.epochline.trainer.data.Dataset;

/** Whether model, loss, objective and targets agree on what a prediction is. */
final class HeadCheck {

    private HeadCheck() {}

    /**
     * Compares them by the head of the loss.
     *
     * @param output the shape of one example's prediction
     * @throws TrainerException where they do not
     */
    static void check(Loss loss, Loss objective, Shape output, Dataset data) {
        if (!loss.head().accepts(output, data.targetShape())) {
            throw new TrainerException(
                    FailureCode.SHAPE_MISMATCH,
                    "model: gives f32%s for an input f32%s, but the targets are f32%s%s. %s."
                            .formatted(
                                    output,
                                    data.inputShape(),
                                    data.targetShape(),
                                    needed(loss, data.targetShape()),
                                    hint(loss, output, data)));
        }
        if (loss.head() != objective.head()) {
            throw new TrainerException(
                    FailureCode.INVALID_LOSS,
                    "objective: %s takes %s, but the loss %s takes %s: both must judge the same prediction."
                            .formatted(objective, objective.head(), loss, loss.head()));
        }
    }

    private static String needed(Loss loss, Shape target) {
        if (loss.head() == Head.VALUES) {
            return "";
        }
        String shape =
                loss.head().prediction(target).map(needed -> ", f32" + needed).orElse("");
        return " and " + loss + " takes " + loss.head() + shape;
    }

    private static String hint(Loss loss, Shape output, Dataset data) {
        if (loss.head() == Head.LABELS && data.classes()) {
            return "The targets are one-hot already: maybe leave the labels out of the loss";
        }
        if (loss.head() != Head.VALUES && data.classes()) {
            return "Whole numbers along one axis are read as class labels: maybe save them as float32";
        }
        return loss.head()
                .prediction(data.targetShape())
                .filter(needed -> needed.size() == output.size())
                .map(needed -> "Maybe end the model with reshape: " + needed)
                .orElse("Maybe the last layer has another number of outputs");
    }
}
