package io.epochline.compute.onnx;

import io.epochline.compute.ir.Graph;
import io.epochline.compute.ir.Node;
import io.epochline.compute.ir.Op;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.Window;
import io.epochline.compute.onnx.proto.AttributeProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The ONNX form of pooling, and of enlarging. */
final class PoolingLowering {

    private record Pool(Op op, Value input) {}

    private final Emitter emitter;
    private final Map<Value, String> names;
    private final Map<Pool, Value> pools = new HashMap<>();
    private final Set<Pool> written = new HashSet<>();

    PoolingLowering(Emitter emitter, Map<Value, String> names, Graph graph) {
        this.emitter = emitter;
        this.names = names;
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Op.MaxPool2d || node.op() instanceof Op.MaxPool2dIndices) {
                pools.put(new Pool(node.op(), node.input(0)), node.output());
            }
        }
    }

    /** The largest elements and their positions come from one node, whichever is asked for first. */
    void maxPool(Window window, Value input) {
        if (!written.add(new Pool(new Op.MaxPool2d(window), input))) {
            return;
        }
        Value largest = pools.get(new Pool(new Op.MaxPool2d(window), input));
        Value positions = pools.get(new Pool(new Op.MaxPool2dIndices(window), input));
        List<String> outputs = new ArrayList<>();
        outputs.add(largest == null ? emitter.fresh() : name(largest));
        if (positions != null) {
            outputs.add(name(positions));
        }
        emitter.nodes("MaxPool", List.of(names.get(input)), outputs, ConvolutionLowering.attributes(window));
    }

    void averagePool(Window window, List<String> in, String out) {
        List<AttributeProto> attributes = new ArrayList<>(List.of(ConvolutionLowering.attributes(window)));
        attributes.add(Emitter.integer("count_include_pad", 1));
        emitter.node("AveragePool", in, out, attributes.toArray(AttributeProto[]::new));
    }

    void enlarge(int rows, int columns, String in, String out) {
        String scales = emitter.fresh();
        emitter.constant(scales, Tensor.of(Shape.of(4), 1, 1, rows, columns));
        emitter.node(
                "Resize",
                List.of(in, "", scales),
                out,
                Emitter.string("mode", "nearest"),
                Emitter.string("coordinate_transformation_mode", "asymmetric"),
                Emitter.string("nearest_mode", "floor"));
    }

    private String name(Value value) {
        return names.computeIfAbsent(value, v -> emitter.fresh());
    }
}
