package io.epochline.compute.onnx.read;

import io.epochline.compute.onnx.proto.AttributeProto;
import io.epochline.compute.onnx.proto.AttributeProto.AttributeType;
import io.epochline.compute.onnx.proto.GraphProto;
import io.epochline.compute.onnx.proto.NodeProto;
import io.epochline.compute.onnx.proto.TensorProto;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the tensors and nodes of a graph, and checks that names hang together. */
final class GraphReader {

    private final List<Fault> faults;
    private final TensorReader tensors;
    private final Set<String> made = new HashSet<>();

    GraphReader(Limits limits, List<Fault> faults) {
        this.faults = faults;
        this.tensors = new TensorReader(limits, faults);
    }

    Map<String, StoredTensor> initializers(GraphProto graph) {
        Map<String, StoredTensor> initializers = new LinkedHashMap<>();
        for (TensorProto tensor : graph.getInitializerList()) {
            String place = "initializer '" + tensor.getName() + "'";
            make(tensor.getName(), place);
            tensors.read(tensor.getName(), place, tensor)
                    .ifPresent(stored -> initializers.put(tensor.getName(), stored));
        }
        return initializers;
    }

    List<OnnxNode> nodes(GraphProto graph, List<OnnxValue> inputs) {
        for (OnnxValue input : inputs) {
            if (!input.name().isEmpty()) {
                make(input.name(), "input '" + input.name() + "'");
            }
        }
        return graph.getNodeList().stream().map(this::node).toList();
    }

    void requireMade(List<OnnxValue> outputs) {
        for (OnnxValue output : outputs) {
            if (!made.contains(output.name())) {
                faults.add(new Fault(
                        "output '" + output.name() + "'",
                        "expected a node that makes it, found none",
                        "Export the model anew"));
            }
        }
    }

    private OnnxNode node(NodeProto node) {
        String place = OnnxNode.place(node.getName(), node.getOpType(), node.getOutputList());
        if (!OnnxReader.isStandard(node.getDomain())) {
            faults.add(new Fault(
                    place,
                    "expected a standard operator, found one of the domain '" + node.getDomain() + "'",
                    "Export with standard operators alone"));
        }
        for (String input : node.getInputList()) {
            if (!input.isEmpty() && !made.contains(input)) {
                faults.add(new Fault(
                        place,
                        "expected '" + input + "' to be made before, found nothing of that name",
                        "Sort the nodes, or export the model anew"));
            }
        }
        node.getOutputList().stream().filter(name -> !name.isEmpty()).forEach(name -> make(name, place));
        Map<String, AttributeProto> attributes = new LinkedHashMap<>();
        Map<String, StoredTensor> stored = new LinkedHashMap<>();
        for (AttributeProto attribute : node.getAttributeList()) {
            attribute(attribute, place, stored);
            attributes.put(attribute.getName(), attribute);
        }
        return new OnnxNode(
                node.getName(),
                node.getOpType(),
                new ArrayList<>(node.getInputList()),
                new ArrayList<>(node.getOutputList()),
                attributes,
                stored);
    }

    private void attribute(AttributeProto attribute, String place, Map<String, StoredTensor> stored) {
        if (attribute.hasG() || attribute.getGraphsCount() > 0) {
            String reason = "expected no graph within a node, found one in its attribute '" + attribute.getName() + "'";
            faults.add(new Fault(place, reason, "Export a model without branches and loops that depend on data"));
        } else if (attribute.getType() == AttributeType.TENSOR) {
            tensors.read(attribute.getName(), place, attribute.getT())
                    .ifPresent(tensor -> stored.put(attribute.getName(), tensor));
        }
    }

    private void make(String name, String place) {
        if (!made.add(name)) {
            faults.add(new Fault(place, "expected a name of its own, found a second '" + name + "'", "Rename it"));
        }
    }
}
