package io.epochline.compute.onnx;

/** Where a model is to run, which decides what it may be made of. */
public sealed interface Target {

    /** Any runtime: operators of the standard only. */
    record Portable() implements Target {}

    /** ONNX Runtime on CUDA: operators that have kernels there. */
    record Cuda() implements Target {}

    /**
     * ONNX Runtime on this machine's processor: its own operators too.
     *
     * @param channelBlock how many channels its blocked convolutions keep side by side; 0 if it has none
     */
    record Cpu(int channelBlock) implements Target {

        boolean isBlocked() {
            return channelBlock > 1;
        }
    }
}
