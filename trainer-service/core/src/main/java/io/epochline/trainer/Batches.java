package io.epochline.trainer;

import io.epochline.compute.ir.Shape;
import io.epochline.trainer.data.Dataset;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Rows of a data set as batches in direct buffers, which are used again and again. */
final class Batches {

    /** A portion is gathered while the one before it is used; so many numbers make up for handing it over. */
    private static final int PORTION = 1 << 18;

    /** The most that a portion has where several batches are used together. */
    private static final int LARGE_PORTION = 1 << 24;

    private static final int MOST_BATCHES = 64;

    private final Dataset data;
    private final int size;
    private final int portion;
    private final Portion[] portions = new Portion[2];
    private final FloatBuffer predictions;

    /**
     * @param prediction the shape of one example's prediction
     * @param atOnce how many batches are best used together
     */
    Batches(Dataset data, Shape prediction, int size, int atOnce) {
        this.data = data;
        this.size = size;
        long batch = size * ((long) inputWidth() + targetWidth());
        long fitting = (atOnce == 1 ? PORTION : LARGE_PORTION) / batch;
        this.portion = (int) Math.clamp(fitting, 1, MOST_BATCHES);
        this.predictions = direct(size, prediction.size());
    }

    /** How many batches so many rows make; the last may be smaller. */
    int count(int rows) {
        return (rows + size - 1) / size;
    }

    /** The batches of the rows, in their order, from batch number {@code first} on. One stream at a time. */
    BatchStream stream(int[] rows, int first) {
        return new BatchStream(this, rows, first);
    }

    /** Room for the predictions of a batch. */
    FloatBuffer predictions() {
        return predictions;
    }

    int inputWidth() {
        return data.inputShape().size();
    }

    int targetWidth() {
        return data.targetShape().size();
    }

    /** How many rows a batch has that is not the last. */
    int size() {
        return size;
    }

    /** How many batches are gathered together. */
    int portion() {
        return portion;
    }

    /** Gathers rows {@code from} to {@code to - 1} into one of two portions. */
    Portion gather(int slot, int[] rows, int from, int to) {
        Portion gathered = slot(slot);
        FloatBuffer inputs = gathered.inputs().clear();
        FloatBuffer targets = gathered.targets().clear();
        for (int i = from; i < to; i++) {
            data.copy(rows[i], inputs, targets);
        }
        return gathered;
    }

    /** Batches one after the other. */
    record Portion(FloatBuffer inputs, FloatBuffer targets) {}

    private Portion slot(int slot) {
        if (portions[slot] == null) {
            int rows = Math.min(portion, count(data.rows())) * size;
            portions[slot] = new Portion(direct(rows, inputWidth()), direct(rows, targetWidth()));
        }
        return portions[slot];
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
