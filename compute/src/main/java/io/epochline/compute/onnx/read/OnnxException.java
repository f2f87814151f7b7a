package io.epochline.compute.onnx.read;

import io.epochline.compute.ComputeException;
import java.util.List;
import java.util.stream.Collectors;

/** A model file that cannot be read, or that Epochline cannot make use of. */
public final class OnnxException extends ComputeException {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 50;

    private final transient List<Fault> faults;

    private OnnxException(String code, String message, List<Fault> faults) {
        super("onnx_" + code, Category.USER, message);
        this.faults = List.copyOf(faults);
    }

    /** What is wrong with single nodes and tensors, all of it; empty where the fault is the file's. */
    public List<Fault> faults() {
        return faults;
    }

    static OnnxException unreadable(String problem) {
        return new OnnxException(
                "unreadable",
                "onnx: expected the bytes of an ONNX model, found " + problem
                        + ". Maybe the file was cut short, or is of another format.",
                List.of());
    }

    static OnnxException tooLarge(String what, long limit, Object found) {
        return new OnnxException(
                "too_large", "onnx: expected at most " + limit + " " + what + ", found " + found + ".", List.of());
    }

    static OnnxException unsupported(String expected, String found, String advice) {
        return new OnnxException(
                "unsupported", "onnx: expected " + expected + ", found " + found + ". " + advice + ".", List.of());
    }

    /** All that is wrong with a model's nodes and tensors, told at once. */
    public static OnnxException faulty(String headline, List<Fault> faults) {
        String lines = faults.stream().limit(SHOWN).map(fault -> "\n  " + fault).collect(Collectors.joining());
        String rest = faults.size() > SHOWN ? "\n  … and " + (faults.size() - SHOWN) + " more" : "";
        return new OnnxException("unsupported", "onnx: " + headline + lines + rest, faults);
    }

    /** A model as a whole that cannot be used as it is meant to be. */
    public static OnnxException unusable(String expected, String found, String advice) {
        return new OnnxException(
                "unusable", "onnx: expected " + expected + ", found " + found + ". " + advice + ".", List.of());
    }
}
