package io.epochline.compute.onnx.read;

import java.util.List;
import java.util.stream.Collectors;

/**
 * An input or output of a model, as the file declares it.
 *
 * @param type of its elements as ONNX names it, such as {@code float}
 * @param extents one an axis; {@link #OPEN} where the file leaves it open, as for the batch
 */
public record OnnxValue(String name, String type, List<Integer> extents) {

    public static final int OPEN = -1;

    public OnnxValue {
        extents = List.copyOf(extents);
    }

    @Override
    public String toString() {
        return extents.stream()
                .map(extent -> extent == OPEN ? "?" : String.valueOf(extent))
                .collect(Collectors.joining(", ", name + ": " + type + "[", "]"));
    }
}
