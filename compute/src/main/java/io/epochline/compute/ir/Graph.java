package io.epochline.compute.ir;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A checked graph: what is fed, what is computed in an order that can run, and what comes out.
 *
 * <p>Nodes that no output depends on are left out; inputs and parameters stay, so that feeding a graph does not depend
 * on what it uses.
 */
public final class Graph {

    private final List<Node> nodes;
    private final Map<String, Value> inputs;
    private final Map<String, Value> parameters;
    private final Map<String, Value> outputs;

    Graph(List<Node> nodes, Map<String, Value> outputs) {
        this.nodes = List.copyOf(nodes);
        this.inputs = sources(Op.Input.class, Op.Input::name);
        this.parameters = sources(Op.Parameter.class, Op.Parameter::name);
        this.outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }

    /** All nodes, sources included, each after those it depends on. */
    public List<Node> nodes() {
        return nodes;
    }

    /** What is fed at each run, by name, in the order of declaration. */
    public Map<String, Value> inputs() {
        return inputs;
    }

    /** What training changes, by name, in the order of declaration. */
    public Map<String, Value> parameters() {
        return parameters;
    }

    public Map<String, Value> outputs() {
        return outputs;
    }

    /** The type of an output. */
    public ValueType outputType(String name) {
        Value value = outputs.get(name);
        if (value == null) {
            throw TypeException.unknownName("output", name, outputs.keySet());
        }
        return value.type();
    }

    private <T extends Op> Map<String, Value> sources(Class<T> kind, Function<T, String> name) {
        Map<String, Value> found = new LinkedHashMap<>();
        for (Node node : nodes) {
            if (kind.isInstance(node.op())) {
                found.put(name.apply(kind.cast(node.op())), node.output());
            }
        }
        return Collections.unmodifiableMap(found);
    }

    /** One line a node: {@code %4: f32[64, 512] = Relu[] (%3)}. */
    @Override
    public String toString() {
        String lines = nodes.stream().map(Graph::line).collect(Collectors.joining());
        String results = outputs.entrySet().stream()
                .map(e -> "  " + e.getKey() + " = %" + e.getValue().id() + "\n")
                .collect(Collectors.joining());
        return "graph {\n" + lines + results + "}";
    }

    private static String line(Node node) {
        String operands = node.inputs().stream().map(v -> "%" + v.id()).collect(Collectors.joining(", "));
        return "  " + node.output() + " = " + node.op() + (operands.isEmpty() ? "" : " (" + operands + ")") + "\n";
    }
}
