package io.epochline.trainer;

import io.epochline.compute.ir.Shape;
import io.epochline.trainer.data.Dataset;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Gathers rows of a data set into direct buffers, which stay the same from batch to batch. */
final class Batches {

    private final Dataset data;
    private final int size;
    private final FloatBuffer inputs;
    private final FloatBuffer targets;
    private final FloatBuffer predictions;

    /** @param prediction the shape of one example's prediction */
    Batches(Dataset data, Shape prediction, int size) {
        this.data = data;
        this.size = size;
        this.inputs = direct(size, data.inputShape().size());
        this.targets = direct(size, data.targetShape().size());
        this.predictions = direct(size, prediction.size());
    }

    /** How many batches so many rows make; the last may be smaller. */
    int count(int rows) {
        return (rows + size - 1) / size;
    }

    /** Gathers batch number {@code batch} of the rows, and says how many rows it has. */
    int fill(int[] rows, int batch) {
        int from = batch * size;
        int to = Math.min(rows.length, from + size);
        inputs.clear();
        targets.clear();
        for (int i = from; i < to; i++) {
            data.copy(rows[i], inputs, targets);
        }
        inputs.clear();
        targets.clear();
        return to - from;
    }

    FloatBuffer inputs() {
        return inputs;
    }

    FloatBuffer targets() {
        return targets;
    }

    FloatBuffer predictions() {
        return predictions;
    }

    private static FloatBuffer direct(int rows, int width) {
        long bytes = (long) rows * width * Float.BYTES;
        if (bytes > Integer.MAX_VALUE) {
            throw TrainerException.job(
                    "batch_size %d is too large for examples of %d numbers: a batch must be smaller than 2 GiB.",
                    rows, width);
        }
        return ByteBuffer.allocateDirect((int) bytes)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
