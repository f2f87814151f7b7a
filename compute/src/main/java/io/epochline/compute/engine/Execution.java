package io.epochline.compute.engine;

import io.epochline.compute.runtime.Device;
import io.epochline.compute.runtime.Precision;

/**
 * How training runs; what it computes differs by rounding alone.
 *
 * @param device where
 * @param precision of the products in training steps; evaluation is never below TF32
 * @param stepping how steps follow each other
 */
public record Execution(Device device, Precision precision, Stepping stepping) {

    /** How steps follow each other. */
    public enum Stepping {
        /** The host's optimizer goes over the gradients of each step: for a processor. */
        FUSED,
        /** Several steps run as one graph, and parameters stay on the device meanwhile. */
        SCAN
    }

    /** In f32, in the way that suits the device. */
    public static Execution on(Device device) {
        return on(device, Precision.F32);
    }

    /** In the way that suits the device. */
    public static Execution on(Device device, Precision precision) {
        return new Execution(device, precision, device == Device.CPU ? Stepping.FUSED : Stepping.SCAN);
    }

    /** Evaluation tells runs apart, so it is spared what f16 would do to it. */
    Precision evaluationPrecision() {
        return precision == Precision.F16 ? Precision.TF32 : precision;
    }

    boolean scalesLoss() {
        return precision == Precision.F16;
    }
}
