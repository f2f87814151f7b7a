package io.epochline.compute.onnx;

/** Where a model is to run, which decides what it may be made of. */
public sealed interface Target {

    /** Whether products of f32 matrices and convolutions are computed from operands rounded to f16. */
    default boolean half() {
        return false;
    }

    /** Any runtime: operators of the standard only. */
    record Portable() implements Target {}

    /** ONNX Runtime on CUDA: operators that have kernels there. */
    record Cuda(boolean half) implements Target {

        public Cuda() {
            this(false);
        }
    }

    /**
     * ONNX Runtime on this machine's processor: its own operators too.
     *
     * @param channelBlock how many channels its blocked convolutions keep side by side; 0 if it has none
     */
    record Cpu(int channelBlock, boolean half) implements Target {

        public Cpu(int channelBlock) {
            this(channelBlock, false);
        }

        boolean isBlocked() {
            return channelBlock > 1 && !half;
        }
    }
}
