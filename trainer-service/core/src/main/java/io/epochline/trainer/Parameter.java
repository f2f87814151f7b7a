package io.epochline.trainer;

import io.epochline.compute.engine.IndexMap;
import java.util.List;

/** A stretch of {@code theta} with a name, as {@code meta.json} lists them. */
public record Parameter(String name, int offset, List<Integer> shape) {

    public static List<Parameter> of(IndexMap map) {
        return map.entries().stream()
                .map(entry -> new Parameter(
                        entry.name(), entry.offset(), entry.shape().dims()))
                .toList();
    }
}
