package io.epochline.compute.foreign;

import io.epochline.compute.ComputeException;
import io.epochline.compute.Spelling;
import io.epochline.compute.ir.Flops;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Node;
import io.epochline.compute.ir.Op;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.onnx.read.Fault;
import io.epochline.compute.onnx.read.OnnxException;
import io.epochline.compute.onnx.read.OnnxModel;
import io.epochline.compute.onnx.read.OnnxNode;
import io.epochline.compute.reference.Interpreter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the nodes of a model into a graph, one after the other.
 *
 * <p>What does not depend on data is worked out beside it, for operands such as shapes and axes that must be known. Single
 * numbers become constants, such as a factor made of an extent; for larger tensors the graph keeps the nodes, so that it
 * follows the batch size where they do.
 */
final class Importer {

    /** Numbers are worked out beforehand up to this many, with this much work; shapes and axes are far below. */
    private static final int MOST_NUMBERS = 1 << 20;

    private static final long MOST_FLOPS = 1L << 26;

    private final OnnxModel model;
    private final GraphBuilder b;
    private final Map<String, Value> values = new HashMap<>();
    private final Map<Value, Tensor> known = new HashMap<>();
    private final Map<Integer, OnnxNode> origins = new HashMap<>();
    private final List<Fault> faults = new ArrayList<>();

    Importer(OnnxModel model, GraphBuilder b) {
        this.model = model;
        this.b = b;
    }

    /** Says what a name of the file is in the graph. */
    void define(String name, Value value) {
        values.put(name, value);
    }

    /** As {@link #define(String, Value)}, for a value whose numbers stay as they are. */
    void define(String name, Value value, Tensor numbers) {
        values.put(name, value);
        known.put(value, numbers);
    }

    /** @throws OnnxException telling all nodes that cannot be written */
    void run(List<OnnxNode> nodes) {
        for (OnnxNode node : Sequences.resolved(nodes)) {
            Rule rule = Rules.find(node.op());
            if (rule == null) {
                faults.add(new Fault(node.place(), "the operator is not known", unknown(node.op())));
            } else if (node.inputs().stream().allMatch(name -> name.isEmpty() || values.containsKey(name))) {
                write(node, rule);
            }
        }
        if (!faults.isEmpty()) {
            throw OnnxException.faulty("the model cannot be built here:", faults);
        }
    }

    Value value(String name) {
        return values.get(name);
    }

    /** The node of the file that a node of the graph was first written for; nothing for inputs and the like. */
    Optional<OnnxNode> origin(Node node) {
        return Optional.ofNullable(origins.get(node.output().id()));
    }

    private void write(OnnxNode node, Rule rule) {
        List<Value> operands = new ArrayList<>();
        node.inputs().forEach(name -> operands.add(values.get(name)));
        int before = b.nodes().size();
        try {
            List<Value> outputs = rule.build(call(b, node, operands));
            for (int i = 0; i < node.outputs().size(); i++) {
                if (i >= outputs.size() && !node.outputs().get(i).isEmpty()) {
                    throw new Unimportable(
                            "expected at most " + outputs.size() + " outputs, found "
                                    + node.outputs().size(),
                            "Export the model in eval mode");
                }
                if (i < outputs.size()) {
                    values.put(node.outputs().get(i), outputs.get(i));
                }
            }
            workOut(node, rule, operands, outputs);
        } catch (Unimportable e) {
            faults.add(new Fault(node.place(), e.getMessage(), e.advice()));
        } catch (ComputeException e) {
            faults.add(
                    new Fault(node.place(), e.getMessage(), "Check the shape of the examples and the node's settings"));
        }
        for (int id = before; id < b.nodes().size(); id++) {
            origins.put(id, node);
        }
    }

    private Call call(GraphBuilder builder, OnnxNode node, List<Value> operands) {
        return new Call(builder, node, model.opset(), operands, this::numbers);
    }

    private Optional<Tensor> numbers(Value value) {
        return b.nodes().get(value.id()).op() instanceof Op.Constant(var tensor)
                ? Optional.of(tensor)
                : Optional.ofNullable(known.get(value));
    }

    /** Runs the node by itself where all it takes is known. */
    private void workOut(OnnxNode node, Rule rule, List<Value> operands, List<Value> outputs) {
        GraphBuilder alone = new GraphBuilder();
        Map<Value, Tensor> there = new HashMap<>();
        List<Value> constants = new ArrayList<>();
        for (Value operand : operands) {
            Optional<Tensor> tensor = operand == null ? Optional.empty() : numbers(operand);
            if (operand != null && tensor.isEmpty()) {
                return;
            }
            Value constant = tensor.map(alone::constant).orElse(null);
            constants.add(constant);
            tensor.ifPresent(numbers -> there.put(constant, numbers));
        }
        List<Value> results = rule.build(
                new Call(alone, node, model.opset(), constants, value -> Optional.ofNullable(there.get(value))));
        if (alone.nodes().stream()
                                .mapToLong(each -> each.output().shape().size())
                                .sum()
                        > MOST_NUMBERS
                || Flops.of(alone.nodes()) > MOST_FLOPS) {
            return;
        }
        for (int i = 0; i < results.size(); i++) {
            alone.output("y" + i, results.get(i));
        }
        Map<String, Tensor> found = Interpreter.run(alone.build(), Map.of());
        for (int i = 0; i < Math.min(results.size(), node.outputs().size()); i++) {
            Tensor numbers = found.get("y" + i);
            known.put(outputs.get(i), numbers);
            if (numbers.values().length == 1) {
                values.put(node.outputs().get(i), b.constant(numbers));
            }
        }
    }

    private static String unknown(String op) {
        String hint = Spelling.hint(op, Rules.names());
        return "Write the model without " + op + ", or end it before"
                + (hint.isEmpty() ? "" : "." + hint.replace("?", ""));
    }
}
