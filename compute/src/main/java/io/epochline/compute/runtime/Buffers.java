package io.epochline.compute.runtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Direct buffers in native order, which ONNX Runtime reads and writes in place. */
public final class Buffers {

    private Buffers() {}

    /** Zeros. */
    public static FloatBuffer floats(int size) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(4, size))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** A copy of the values. */
    public static FloatBuffer of(float... values) {
        return floats(values.length).put(0, values);
    }
}
