package io.epochline.compute.ir;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph that is run step after step. Its first inputs are carried: at each step but the first they are the first
 * outputs of the step before. Every other input is fed one value for each step, and every other output gives one.
 *
 * @param body what one step computes, without parameters
 * @param carried how many inputs and outputs are carried
 */
public record Scan(Graph body, int carried) {

    /** @throws TypeException if what is carried out of a step is not of the type that is carried in */
    public Scan {
        List<Value> in = List.copyOf(body.inputs().values());
        List<Value> out = List.copyOf(body.outputs().values());
        if (carried < 0
                || carried > in.size()
                || carried > out.size()
                || !body.parameters().isEmpty()) {
            throw TypeException.of(
                    "scan",
                    "a body without parameters, with " + carried + " inputs and outputs to carry",
                    "%d parameters, %d inputs and %d outputs"
                            .formatted(body.parameters().size(), in.size(), out.size()));
        }
        for (int i = 0; i < carried; i++) {
            if (!in.get(i).type().equals(out.get(i).type())) {
                throw TypeException.of(
                        "scan",
                        "output " + i + " to be carried as " + in.get(i).type(),
                        out.get(i).type());
            }
        }
    }

    /** What is fed to run so many steps, by name: {@code [steps, ...]} where it is not carried. */
    public Map<String, ValueType> inputs(int steps) {
        return types(body.inputs(), steps);
    }

    /** What comes out of so many steps, by name: {@code [steps, ...]} where it is not carried. */
    public Map<String, ValueType> outputs(int steps) {
        return types(body.outputs(), steps);
    }

    private Map<String, ValueType> types(Map<String, Value> values, int steps) {
        Map<String, ValueType> types = new LinkedHashMap<>();
        for (Map.Entry<String, Value> entry : values.entrySet()) {
            ValueType type = entry.getValue().type();
            boolean each = types.size() >= carried;
            types.put(entry.getKey(), each ? type.withShape(type.shape().prepend(steps)) : type);
        }
        return types;
    }
}
