package io.epochline.compute.ir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Builds a graph value by value; a shape that does not fit is refused where it is written.
 *
 * <pre>{@code
 * GraphBuilder b = new GraphBuilder();
 * Value x = b.input("x", ValueType.f32(64, 1540));
 * Value w = b.parameter("w", ValueType.f32(1540, 1));
 * b.output("prediction", b.matmul(x, w));
 * Graph graph = b.build();
 * }</pre>
 *
 * <p>The same op on the same values is one node. The ops are in the interfaces: {@link ElementwiseOps}, {@link
 * FunctionOps}, {@link ActivationOps}, {@link ReductionOps}, {@link NormalizationOps}, {@link SortingOps},
 * {@link LayoutOps}, {@link MatrixOps}, {@link NeuralOps}, {@link ResamplingOps}. Not safe for use by several threads.
 */
public final class GraphBuilder implements ActivationOps, NormalizationOps, SortingOps, ResamplingOps {

    private record Call(Op op, List<Value> inputs) {}

    private final List<Node> nodes = new ArrayList<>();
    private final Map<Call, Value> known = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private final Map<String, Value> outputs = new LinkedHashMap<>();

    /** A tensor that is fed at each run. */
    public Value input(String name, ValueType type) {
        claim(name);
        return apply(new Op.Input(name, type));
    }

    /** A tensor that is fed at each run and that training changes. */
    public Value parameter(String name, ValueType type) {
        claim(name);
        return apply(new Op.Parameter(name, type));
    }

    @Override
    public Value constant(Tensor value) {
        return apply(new Op.Constant(value));
    }

    /** An f32 scalar; it broadcasts with anything. */
    public Value constant(double value) {
        return constant(Tensor.scalar(value));
    }

    /** A scalar of the dtype of {@code like}. */
    @Override
    public Value scalar(double value, Value like) {
        return constant(new Tensor(new ValueType(like.dtype(), Shape.SCALAR), new double[] {value}));
    }

    /**
     * Appends what a graph computes.
     *
     * @param sources a value for each of the graph's inputs and parameters, by name
     * @return the graph's outputs, by name
     */
    public Map<String, Value> inline(Graph graph, Map<String, Value> sources) {
        Map<Value, Value> here = new HashMap<>();
        graph.inputs().forEach((name, value) -> here.put(value, source(sources, name, value)));
        graph.parameters().forEach((name, value) -> here.put(value, source(sources, name, value)));
        for (Node node : graph.nodes()) {
            if (!here.containsKey(node.output())) {
                Value[] operands = node.inputs().stream().map(here::get).toArray(Value[]::new);
                here.put(node.output(), apply(node.op(), operands));
            }
        }
        Map<String, Value> results = new LinkedHashMap<>();
        graph.outputs().forEach((name, value) -> results.put(name, here.get(value)));
        return results;
    }

    private static Value source(Map<String, Value> sources, String name, Value expected) {
        Value source = sources.get(name);
        if (source == null) {
            throw TypeException.unknownName("source", name, sources.keySet());
        }
        if (!source.type().equals(expected.type())) {
            throw TypeException.of(name, expected.type().toString(), source.type());
        }
        return source;
    }

    /** Names a value as a result of the graph. */
    public void output(String name, Value value) {
        claim(name);
        check(value);
        outputs.put(name, value);
    }

    @Override
    public Value apply(Op op, Value... inputs) {
        List<Value> operands = List.copyOf(Arrays.asList(inputs));
        operands.forEach(this::check);
        return known.computeIfAbsent(new Call(op, operands), call -> {
            ValueType type =
                    TypeRules.infer(op, operands.stream().map(Value::type).toList());
            Value output = new Value(nodes.size(), type);
            nodes.add(new Node(op, operands, output));
            return output;
        });
    }

    /** The nodes so far, each after those it depends on; node {@code i} makes the value with id {@code i}. */
    public List<Node> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    /**
     * The graph behind the outputs.
     *
     * @throws TypeException if there is no output
     */
    public Graph build() {
        if (outputs.isEmpty()) {
            throw TypeException.noOutput();
        }
        boolean[] needed = new boolean[nodes.size()];
        outputs.values().forEach(value -> needed[value.id()] = true);
        List<Node> kept = new ArrayList<>();
        for (Node node : nodes.reversed()) {
            if (needed[node.output().id()] || node.op() instanceof Op.Input || node.op() instanceof Op.Parameter) {
                node.inputs().forEach(value -> needed[value.id()] = true);
                kept.add(node);
            }
        }
        return new Graph(kept.reversed(), outputs);
    }

    private void claim(String name) {
        if (!names.add(name)) {
            throw TypeException.duplicateName(name);
        }
    }

    private void check(Value value) {
        if (value.id() >= nodes.size() || nodes.get(value.id()).output() != value) {
            throw TypeException.foreignValue(value);
        }
    }
}
