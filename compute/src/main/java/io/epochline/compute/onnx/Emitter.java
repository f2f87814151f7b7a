package io.epochline.compute.onnx;

import com.google.protobuf.ByteString;
import io.epochline.compute.ir.DType;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.onnx.proto.AttributeProto;
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
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Collects the nodes, tensors and names of a model. */
final class Emitter {

    private static final int OPSET = 21;
    private static final int IR_VERSION = 10;

    /** What gains by f16: the operators that multiply and add. */
    private static final Set<String> CONTRACTIONS = Set.of("Conv", "ConvTranspose", "MatMul");

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("epochline");
    private final Map<List<Long>, String> vectors = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Set<String> domains = new TreeSet<>();
    private final Map<String, String> halves = new HashMap<>();
    private boolean halving;
    private String batchSource;
    private String batch;
    private int counter;

    /** Keeps names from being given to anything else. */
    void reserve(Set<String> names) {
        taken.addAll(names);
    }

    ModelProto model() {
        return model(graph);
    }

    /** The nodes and tensors so far, for another graph to hold. */
    GraphProto graph() {
        return graph.build();
    }

    /** A model of another graph, with the operator sets of this one. */
    ModelProto model(GraphProto.Builder around) {
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("epochline")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(around);
        for (String domain : domains) {
            model.addOpsetImport(
                    OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(1));
        }
        return model.build();
    }

    /** A name that nothing else has. */
    String fresh() {
        String name;
        do {
            name = "_" + counter++;
        } while (!taken.add(name));
        return name;
    }

    void input(String name, DType dtype, Extents extents) {
        graph.addInput(info(name, dtype, extents));
        if (batchSource == null && extents.size() > 0 && extents.isBatch(0)) {
            batchSource = name;
        }
    }

    void output(String name, DType dtype, Extents extents) {
        graph.addOutput(info(name, dtype, extents));
    }

    void initializer(String name, Shape shape, FloatBuffer values) {
        ByteBuffer bytes = littleEndian(4 * shape.size());
        bytes.asFloatBuffer().put(0, values, 0, shape.size());
        tensor(name, DType.F32, shape.dims(), bytes);
    }

    void constant(String name, Tensor tensor) {
        DType dtype = tensor.type().dtype();
        ByteBuffer bytes = littleEndian(dtype.bytes() * tensor.values().length);
        for (double value : tensor.values()) {
            switch (dtype) {
                case F32 -> bytes.putFloat((float) value);
                case F64 -> bytes.putDouble(value);
                case I64 -> bytes.putLong((long) value);
                case BOOL -> bytes.put((byte) value);
            }
        }
        tensor(name, dtype, tensor.shape().dims(), bytes.flip());
    }

    /** The name of a constant i64 vector. */
    String vector(List<? extends Number> values) {
        List<Long> key = values.stream().map(Number::longValue).toList();
        return vectors.computeIfAbsent(key, longs -> {
            ByteBuffer bytes = littleEndian(8 * longs.size());
            longs.forEach(bytes::putLong);
            String name = fresh();
            tensor(name, DType.I64, List.of(longs.size()), bytes.flip());
            return name;
        });
    }

    /** The name of an i64 scalar. */
    String scalar(long value) {
        String name = fresh();
        tensor(name, DType.I64, List.of(), littleEndian(8).putLong(value).flip());
        return name;
    }

    /** The name of an i64 vector of extents: a constant, or worked out from the batch at each run. */
    String vector(Extents extents) {
        String offsets = vector(boxed(extents.offsets()));
        if (extents.following() == 0) {
            return offsets;
        }
        String scaled = node("Mul", List.of(batch(), vector(boxed(extents.scales()))));
        return node("Add", List.of(scaled, offsets));
    }

    /** As {@link #vector(Extents)} for Reshape, which can work out one extent by itself. */
    String reshapeVector(Extents extents) {
        if (extents.following() != 1) {
            return vector(extents);
        }
        long[] open = extents.offsets().clone();
        for (int i = 0; i < open.length; i++) {
            open[i] = extents.follows(i) ? -1 : open[i];
        }
        return vector(boxed(open));
    }

    /** Adds a node with one output under a fresh name, which is returned. */
    String node(String type, List<String> inputs, AttributeProto... attributes) {
        return node(type, inputs, fresh(), attributes);
    }

    /** Adds a node with one output. */
    String node(String type, List<String> inputs, String output, AttributeProto... attributes) {
        nodes(type, inputs, List.of(output), attributes);
        return output;
    }

    /** Adds a node with one output of an operator set beside the standard one. */
    String nodeOf(String domain, String type, List<String> inputs, String output, AttributeProto... attributes) {
        domains.add(domain);
        nodes(domain, type, inputs, List.of(output), attributes);
        return output;
    }

    /** Adds a node. */
    void nodes(String type, List<String> inputs, List<String> outputs, AttributeProto... attributes) {
        nodes("", type, inputs, outputs, attributes);
    }

    /** Whether the f32 contractions that follow are to round their operands and their result to f16. */
    void halve(boolean halve) {
        halving = halve;
    }

    private void nodes(
            String domain, String type, List<String> inputs, List<String> outputs, AttributeProto... attributes) {
        if (halving && domain.isEmpty() && CONTRACTIONS.contains(type)) {
            List<String> rounded = inputs.stream()
                    .map(name ->
                            halves.computeIfAbsent(name, each -> cast(each, fresh(), TensorProto.DataType.FLOAT16)))
                    .toList();
            String product = fresh();
            add(domain, type, rounded, List.of(product), attributes);
            cast(product, outputs.getFirst(), TensorProto.DataType.FLOAT);
            return;
        }
        add(domain, type, inputs, outputs, attributes);
    }

    private String cast(String input, String output, TensorProto.DataType to) {
        add("", "Cast", List.of(input), List.of(output), integer("to", to.getNumber()));
        return output;
    }

    private void add(
            String domain, String type, List<String> inputs, List<String> outputs, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setDomain(domain)
                .setOpType(type)
                .setName(type + "_" + graph.getNodeCount())
                .addAllInput(inputs)
                .addAllOutput(outputs)
                .addAllAttribute(List.of(attributes)));
    }

    /** The same elements under another shape. */
    String reshape(String in, List<Integer> dims) {
        return node("Reshape", List.of(in, vector(dims)));
    }

    /** The elements of the given axes in the opposite order. */
    String reverse(String in, String out, List<Integer> axes) {
        List<Long> last = axes.stream().map(axis -> -1L).toList();
        List<Long> beyondFirst = axes.stream().map(axis -> Long.MIN_VALUE).toList();
        return node("Slice", List.of(in, vector(last), vector(beyondFirst), vector(axes), vector(last)), out);
    }

    static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto real(String name, float value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF(value)
                .build();
    }

    static AttributeProto integers(String name, List<Integer> values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INTS)
                .addAllInts(values.stream().map(Integer::longValue).toList())
                .build();
    }

    static AttributeProto string(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    static int dataType(DType dtype) {
        return switch (dtype) {
            case F32 -> TensorProto.DataType.FLOAT_VALUE;
            case F64 -> TensorProto.DataType.DOUBLE_VALUE;
            case I64 -> TensorProto.DataType.INT64_VALUE;
            case BOOL -> TensorProto.DataType.BOOL_VALUE;
        };
    }

    private String batch() {
        if (batch == null) {
            batch = node("Shape", List.of(batchSource), integer("start", 0), integer("end", 1));
        }
        return batch;
    }

    private void tensor(String name, DType dtype, List<Integer> dims, ByteBuffer bytes) {
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(dataType(dtype))
                .addAllDims(dims.stream().map(Integer::longValue).toList())
                .setRawData(ByteString.copyFrom(bytes)));
    }

    private static ValueInfoProto info(String name, DType dtype, Extents extents) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (int i = 0; i < extents.size(); i++) {
            shape.addDim(
                    extents.follows(i)
                            ? TensorShapeProto.Dimension.newBuilder().setDimParam(extents.symbol(i))
                            : TensorShapeProto.Dimension.newBuilder().setDimValue(extents.offsets()[i]));
        }
        TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder()
                .setElemType(dataType(dtype))
                .setShape(shape)
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static List<Long> boxed(long[] values) {
        return java.util.Arrays.stream(values).boxed().toList();
    }
}
