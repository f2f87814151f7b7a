package io.epochline.compute.runtime;

import io.epochline.compute.ComputeException;
import java.util.Arrays;
import java.util.Locale;

/** Where a graph runs. */
public enum Device {
    CPU,
    CUDA;

    /** As it is written in jobs: {@code cpu} or {@code cuda}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Device parse(String label) {
        return Arrays.stream(values())
                .filter(device -> device.label().equals(label))
                .findFirst()
                .orElseThrow(() -> unknown("'cpu' or 'cuda'", label));
    }

    static ComputeException unknown(String expected, String found) {
        return new ComputeException(
                "unknown_device",
                ComputeException.Category.USER,
                "device: expected " + expected + ", found '" + found + "'");
    }
}
