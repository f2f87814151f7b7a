package io.epochline.compute.onnx.read;

import com.google.protobuf.ByteString;
import io.epochline.compute.onnx.proto.GraphProto;
import io.epochline.compute.onnx.proto.ModelProto;
import io.epochline.compute.onnx.proto.NodeProto;
import io.epochline.compute.onnx.proto.OperatorSetIdProto;
import io.epochline.compute.onnx.proto.TensorProto;
import io.epochline.compute.onnx.proto.TensorShapeProto;
import io.epochline.compute.onnx.proto.TypeProto;
import io.epochline.compute.onnx.proto.ValueInfoProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Small models to read: {@code x f32[batch, 2] -> Gemm -> Relu -> y f32[batch, 3]}, and parts to build others from. */
public final class TestingModels {

    private TestingModels() {}

    public static ModelProto.Builder dense() {
        return model(GraphProto.newBuilder()
                .addInitializer(floats("weight", List.of(2L, 3L), 1, 2, 3, 4, 5, 6))
                .addInitializer(floats("bias", List.of(3L), 0.5f, 0, -0.5f))
                .addNode(node("dense", "Gemm", List.of("x", "weight", "bias"), "h"))
                .addNode(node("", "Relu", List.of("h"), "y")));
    }

    /** A model of the graph, with an input x {@code f32[batch, 2]} and an output y. */
    public static ModelProto.Builder model(GraphProto.Builder graph) {
        return ModelProto.newBuilder()
                .setIrVersion(10)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(20))
                .setGraph(graph.clone().addInput(value("x", -1, 2)).addOutput(value("y", -1, 3)));
    }

    public static NodeProto.Builder node(String name, String op, List<String> inputs, String output) {
        return NodeProto.newBuilder()
                .setName(name)
                .setOpType(op)
                .addAllInput(inputs)
                .addOutput(output);
    }

    public static TensorProto floats(String name, List<Long> dims, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addAllDims(dims)
                .setRawData(ByteString.copyFrom(bytes))
                .build();
    }

    public static TensorProto longs(String name, long... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64_VALUE)
                .addDims(values.length);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        return tensor.build();
    }

    /** An f32 value; a negative extent is open. */
    public static ValueInfoProto value(String name, int... extents) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (int extent : extents) {
            TensorShapeProto.Dimension.Builder dimension = shape.addDimBuilder();
            if (extent < 0) {
                dimension.setDimParam("batch");
            } else {
                dimension.setDimValue(extent);
            }
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                .setShape(shape)))
                .build();
    }
}
