package io.epochline.compute.engine;

import io.epochline.compute.runtime.Device;

/**
 * How training runs; what it computes differs by rounding alone.
 *
 * @param device where
 * @param stepping how steps follow each other
 */
public record Execution(Device device, Stepping stepping) {

    /** How steps follow each other. */
    public enum Stepping {
        /** The host's optimizer goes over the gradients of each step: for a processor. */
        FUSED,
        /** Several steps run as one graph, and parameters stay on the device meanwhile. */
        SCAN
    }

    /** The way that suits the device. */
    public static Execution on(Device device) {
        return new Execution(device, device == Device.CPU ? Stepping.FUSED : Stepping.SCAN);
    }
}
