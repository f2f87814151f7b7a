package io.epochline.compute.engine;

import io.epochline.compute.ir.Shape;
import io.epochline.compute.network.NetworkPlan;
import io.epochline.compute.network.ParameterSpec;
import io.epochline.compute.network.StateSpec;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Which stretch of a flat buffer is which parameter or state. */
public record IndexMap(List<Entry> entries) {

    /** One tensor: elements {@code offset} to {@code offset + shape.size() - 1}, row-major. */
    public record Entry(String name, int offset, Shape shape) {}

    public IndexMap {
        entries = List.copyOf(entries);
    }

    /** The parameters in the order of the plan, without gaps. */
    static IndexMap ofParameters(NetworkPlan plan) {
        return of(plan.parameters(), ParameterSpec::name, ParameterSpec::shape);
    }

    /** The states in the order of the plan, without gaps. */
    static IndexMap ofStates(NetworkPlan plan) {
        return of(plan.states(), StateSpec::name, StateSpec::shape);
    }

    private static <T> IndexMap of(List<T> specs, Function<T, String> name, Function<T, Shape> shape) {
        List<Entry> entries = new ArrayList<>();
        int offset = 0;
        for (T spec : specs) {
            entries.add(new Entry(name.apply(spec), offset, shape.apply(spec)));
            offset += shape.apply(spec).size();
        }
        return new IndexMap(entries);
    }

    /** The stretches of a flat buffer, by name. */
    Map<String, FloatBuffer> slices(FloatBuffer flat, String prefix) {
        Map<String, FloatBuffer> slices = new HashMap<>();
        for (Entry entry : entries) {
            slices.put(
                    prefix + entry.name(),
                    flat.slice(entry.offset(), entry.shape().size()));
        }
        return slices;
    }

    /** The number of elements of all of them together. */
    public int size() {
        return entries.stream().mapToInt(entry -> entry.shape().size()).sum();
    }
}
