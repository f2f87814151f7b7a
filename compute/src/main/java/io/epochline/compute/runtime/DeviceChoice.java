package io.epochline.compute.runtime;

import io.epochline.compute.ComputeException;
import java.util.Arrays;

/**
 * The device that work runs on, and why.
 *
 * @param reason in words, for a log
 */
public record DeviceChoice(Device device, String reason) {

    /** The label that leaves the choice to what there is. */
    public static final String AUTO = "auto";

    /**
     * Chooses by a label: {@code cpu}, {@code cuda}, or {@code auto} for CUDA where a convolution runs on it and the
     * processor elsewhere.
     *
     * @throws ComputeException if the label is none of these, or CUDA is asked for by name and does not work
     */
    public static DeviceChoice of(String label) {
        if (label.equals(AUTO)) {
            return OnnxRuntime.fault(Device.CUDA)
                    .map(fault -> new DeviceChoice(Device.CPU, "cuda did not work: " + fault.getMessage()))
                    .orElseGet(() -> new DeviceChoice(Device.CUDA, "a convolution ran on it"));
        }
        Device device = Arrays.stream(Device.values())
                .filter(each -> each.label().equals(label))
                .findFirst()
                .orElseThrow(() -> Device.unknown("'auto', 'cpu' or 'cuda'", label));
        if (device == Device.CUDA) {
            OnnxRuntime.fault(device).ifPresent(fault -> {
                throw fault;
            });
        }
        return new DeviceChoice(device, "it was asked for");
    }

    /** Such as {@code cpu (cuda did not work: ...)}. */
    @Override
    public String toString() {
        return device.label() + " (" + reason + ")";
    }
}
