package io.epochline.compute.engine;

import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which stretch of the flat parameters is which parameter. */
public record IndexMap(List<Entry> entries) {

    /** One parameter: elements {@code offset} to {@code offset + shape.size() - 1}, row-major. */
    public record Entry(String name, int offset, Shape shape) {}

    public IndexMap {
        entries = List.copyOf(entries);
    }

    /** The parameters of a graph in the order of their declaration, without gaps. */
    static IndexMap of(Map<String, Value> parameters) {
        List<Entry> entries = new ArrayList<>();
        int offset = 0;
        for (Map.Entry<String, Value> parameter : parameters.entrySet()) {
            Shape shape = parameter.getValue().shape();
            entries.add(new Entry(parameter.getKey(), offset, shape));
            offset += shape.size();
        }
        return new IndexMap(entries);
    }

    /** The number of elements of all parameters together. */
    public int size() {
        return entries.stream().mapToInt(entry -> entry.shape().size()).sum();
    }
}
