package io.epochline.trainer;

import io.epochline.compute.ir.Shape;
import io.epochline.compute.loss.Loss;
import io.epochline.trainer.data.Dataset;
import java.nio.FloatBuffer;

/** Whether targets are what a loss reads them as, where any number will not do. */
final class TargetCheck {

    private TargetCheck() {}

    /** @throws TrainerException that names the first row which is not */
    static void check(Loss loss, Shape prediction, Dataset data) {
        switch (loss.head()) {
            case VALUES, GAUSSIAN -> {}
            case PAIR ->
                each(
                        data,
                        loss,
                        "0 to 1, the share that prefers the first item",
                        (i, value) -> value >= 0 && value <= 1);
            case LABELS -> {
                int classes = prediction.dim(-1);
                String expected = "class indices, whole numbers from 0 to " + (classes - 1);
                each(data, loss, expected, (i, value) -> value >= 0 && value < classes && value == Math.rint(value));
            }
            case GAUSSIAN_TARGET -> {
                int means = data.targetShape().size() / 2;
                each(data, loss, "means, then sigmas above 0", (i, value) -> i < means || value > 0);
            }
        }
    }

    private interface Rule {
        boolean holds(int index, float value);
    }

    private static void each(Dataset data, Loss loss, String expected, Rule rule) {
        FloatBuffer target = FloatBuffer.allocate(data.targetShape().size());
        for (int row = 0; row < data.rows(); row++) {
            data.copyTarget(row, target.clear());
            for (int i = 0; i < target.capacity(); i++) {
                if (!rule.holds(i, target.get(i))) {
                    String hint = data.standardization().isPresent()
                            ? " They are standardized: maybe data.standardize: false."
                            : "";
                    throw TrainerException.data(
                            "loss: %s needs targets %s, found %s in row %d.%s",
                            loss, expected, target.get(i), row, hint);
                }
            }
        }
    }
}
