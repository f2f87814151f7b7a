package io.epochline.compute.runtime;

import io.epochline.compute.ComputeException;
import java.util.Arrays;
import java.util.Locale;

/** How exactly a device multiplies matrices and convolves. Everything else, and every sum, is f32 throughout. */
public enum Precision {
    /** Operands as they are. */
    F32,
    /** Operands with 10 bits of mantissa instead of 23, on the tensor cores of CUDA; elsewhere as {@link #F32}. */
    TF32,
    /** Operands and results rounded to f16; training scales its loss so that small gradients do not vanish. */
    F16;

    /** As it is written in configurations: {@code f32}, {@code tf32} or {@code f16}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Precision parse(String label) {
        return Arrays.stream(values())
                .filter(precision -> precision.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new ComputeException(
                        "unknown_precision",
                        ComputeException.Category.USER,
                        "precision: expected 'f32', 'tf32' or 'f16', found '" + label + "'"));
    }
}
