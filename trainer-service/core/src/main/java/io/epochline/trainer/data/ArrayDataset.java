package io.epochline.trainer.data;

import io.epochline.compute.ir.Shape;
import java.nio.FloatBuffer;
import java.util.Optional;

/**
 * Examples held in memory.
 *
 * @param inputs f32[rows, input…], flat
 * @param targets f32[rows, target…], flat; class labels are one-hot
 */
record ArrayDataset(
        int rows,
        Shape inputShape,
        float[] inputs,
        Shape targetShape,
        float[] targets,
        boolean classes,
        String sha256,
        Optional<Standardization> standardization,
        String description)
        implements Dataset {

    @Override
    public void copy(int row, FloatBuffer input, FloatBuffer target) {
        int inputSize = inputShape.size();
        int targetSize = targetShape.size();
        input.put(inputs, row * inputSize, inputSize);
        target.put(targets, row * targetSize, targetSize);
    }
}
