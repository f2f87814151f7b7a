package io.epochline.compute.engine;

import io.epochline.compute.ir.Shape;
import io.epochline.compute.network.NetworkPlan;
import io.epochline.compute.network.ParameterSpec;
import java.util.ArrayList;
import java.util.List;

/** Which stretch of the flat parameters is which parameter. */
public record IndexMap(List<Entry> entries) {

    /** One parameter: elements {@code offset} to {@code offset + shape.size() - 1}, row-major. */
    public record Entry(String name, int offset, Shape shape) {}

    public IndexMap {
        entries = List.copyOf(entries);
    }

    /** The parameters in the order of the plan, without gaps. */
    static IndexMap of(NetworkPlan plan) {
        List<Entry> entries = new ArrayList<>();
        int offset = 0;
        for (ParameterSpec parameter : plan.parameters()) {
            entries.add(new Entry(parameter.name(), offset, parameter.shape()));
            offset += parameter.shape().size();
        }
        return new IndexMap(entries);
    }

    /** The number of elements of all parameters together. */
    public int size() {
        return entries.stream().mapToInt(entry -> entry.shape().size()).sum();
    }
}
