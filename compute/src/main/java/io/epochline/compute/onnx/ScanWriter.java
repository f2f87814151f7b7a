package io.epochline.compute.onnx;

import io.epochline.compute.ir.Scan;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.onnx.proto.AttributeProto;
import io.epochline.compute.onnx.proto.GraphProto;
import io.epochline.compute.onnx.proto.ModelProto;
import io.epochline.compute.onnx.proto.NodeProto;
import io.epochline.compute.onnx.proto.TensorShapeProto;
import io.epochline.compute.onnx.proto.TensorShapeProto.Dimension;
import io.epochline.compute.onnx.proto.TypeProto;
import io.epochline.compute.onnx.proto.ValueInfoProto;
import java.util.Map;

/** A model of one node, ONNX's Scan, whose body is the step graph. */
final class ScanWriter {

    /** Of the names in the body. */
    private static final String PREFIX = "step.";

    private ScanWriter() {}

    static ModelProto write(Scan scan, Target target) {
        Emitter body = OnnxWriter.body(scan.body(), target, PREFIX);
        Map<String, ValueType> inputs = scan.inputs(1);
        Map<String, ValueType> outputs = scan.outputs(1);
        GraphProto.Builder graph = GraphProto.newBuilder().setName("epochline");
        inputs.forEach((name, type) -> graph.addInput(info(name, type, graph.getInputCount() >= scan.carried())));
        outputs.forEach((name, type) -> graph.addOutput(info(name, type, graph.getOutputCount() >= scan.carried())));
        graph.addNode(NodeProto.newBuilder()
                .setOpType("Scan")
                .setName("steps")
                .addAllInput(inputs.keySet())
                .addAllOutput(outputs.keySet())
                .addAttribute(Emitter.integer("num_scan_inputs", inputs.size() - scan.carried()))
                .addAttribute(AttributeProto.newBuilder()
                        .setName("body")
                        .setType(AttributeProto.AttributeType.GRAPH)
                        .setG(body.graph())));
        return body.model(graph);
    }

    private static ValueInfoProto info(String name, ValueType type, boolean eachStep) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        type.shape().dims().forEach(dim -> shape.addDim(Dimension.newBuilder().setDimValue(dim)));
        if (eachStep) {
            shape.setDim(0, Dimension.newBuilder().setDimParam("steps"));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(Emitter.dataType(type.dtype()))
                                .setShape(shape)))
                .build();
    }
}
