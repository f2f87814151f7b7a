package io.epochline.trainer.data;

import io.epochline.compute.ir.Shape;
import java.nio.FloatBuffer;
import java.util.Optional;

/** Examples that were read and checked. */
record StoredDataset(
        int rows,
        Rows inputs,
        Rows targets,
        boolean classes,
        String sha256,
        Optional<Standardization> standardization,
        String description)
        implements Dataset {

    @Override
    public Shape inputShape() {
        return inputs.shape();
    }

    @Override
    public Shape targetShape() {
        return targets.shape();
    }

    @Override
    public void copy(int row, FloatBuffer input, FloatBuffer target) {
        inputs.copy(row, input);
        targets.copy(row, target);
    }

    @Override
    public void copyTarget(int row, FloatBuffer target) {
        targets.copy(row, target);
    }
}
