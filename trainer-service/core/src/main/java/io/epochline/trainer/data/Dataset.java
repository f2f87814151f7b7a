package io.epochline.trainer.data;

import io.epochline.compute.ir.Shape;
import java.nio.FloatBuffer;
import java.util.Optional;

/** Examples in a fixed order, each an input and a target in float32. Safe to read from several threads. */
public interface Dataset {

    int rows();

    /** Of one input, for example {@code [1, 28, 28]}. */
    Shape inputShape();

    /** Of one target, for example {@code [10]} for ten classes. */
    Shape targetShape();

    /** Whether targets are class labels, one-hot encoded. */
    boolean classes();

    /** Puts the input and the target of one row at the positions of the buffers, and moves the positions. */
    void copy(int row, FloatBuffer input, FloatBuffer target);

    /** Puts the target alone. */
    default void copyTarget(int row, FloatBuffer target) {
        copy(row, FloatBuffer.allocate(inputShape().size()), target);
    }

    /**
     * What these examples are, 64 hexadecimal digits: of the file's bytes, of the names and contents of images, or of the
     * recipe of simulated data.
     */
    String sha256();

    /** How columns were shifted and scaled, where they were. */
    default Optional<Standardization> standardization() {
        return Optional.empty();
    }

    /** In words, for a log. */
    String description();
}
