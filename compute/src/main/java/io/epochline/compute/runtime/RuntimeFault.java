package io.epochline.compute.runtime;

import ai.onnxruntime.OrtException;
import io.epochline.compute.ComputeException;
import io.epochline.compute.ir.ValueType;
import java.nio.Buffer;
import java.util.Collection;

/** What goes wrong between a graph and ONNX Runtime. */
public final class RuntimeFault extends ComputeException {

    private static final long serialVersionUID = 1L;

    private RuntimeFault(String code, Category category, String message, Throwable cause) {
        super(code, category, message, cause);
    }

    static RuntimeFault of(String doing, OrtException cause) {
        boolean memory = String.valueOf(cause.getMessage()).contains("Failed to allocate memory");
        return new RuntimeFault(
                memory ? "out_of_memory" : "onnx_runtime",
                memory ? Category.RESOURCE : Category.INTERNAL,
                "onnx runtime failed " + doing + ": " + cause.getMessage()
                        + (memory ? ". Maybe a smaller batch fits." : ""),
                cause);
    }

    static RuntimeFault unknownName(String name, Collection<String> expected) {
        return new RuntimeFault(
                "unknown_name", Category.USER, "bind: expected one of " + expected + ", found '" + name + "'", null);
    }

    static RuntimeFault unbound(Collection<String> names) {
        return new RuntimeFault("unbound", Category.USER, "run: expected a buffer for each of " + names, null);
    }

    static RuntimeFault buffer(String name, ValueType type, Buffer found) {
        return new RuntimeFault(
                "bad_buffer",
                Category.USER,
                name + ": expected a direct f32 buffer in native order with "
                        + type.shape().size()
                        + " elements for " + type + ", found " + (found.isDirect() ? "a direct" : "a heap")
                        + " buffer with "
                        + found.remaining(),
                null);
    }

    static RuntimeFault alreadyStarted(int threads) {
        return new RuntimeFault(
                "already_started",
                Category.USER,
                "threads: expected to be set before the first graph is compiled, which runs on " + threads + " threads",
                null);
    }

    static RuntimeFault noDevice(Device device, OrtException cause) {
        return new RuntimeFault(
                "no_device",
                Category.RESOURCE,
                "device: expected a working '" + device.label() + "', found none: " + cause.getMessage()
                        + ". Maybe run on 'cpu'.",
                cause);
    }
}
