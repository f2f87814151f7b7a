package io.epochline.compute.onnx.read;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.DiscardUnknownFieldsParser;
import io.epochline.compute.onnx.proto.GraphProto;
import io.epochline.compute.onnx.proto.ModelProto;
import io.epochline.compute.onnx.proto.OperatorSetIdProto;
import io.epochline.compute.onnx.proto.TensorShapeProto.Dimension;
import io.epochline.compute.onnx.proto.TypeProto;
import io.epochline.compute.onnx.proto.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads models of opset 13 to 24. */
public final class OnnxReader {

    static final int OLDEST = 13;
    static final int NEWEST = 24;
    private static final Set<String> STANDARD = Set.of("", "ai.onnx");

    private OnnxReader() {}

    /**
     * @throws OnnxException if the file is too large, or what {@link #read(byte[], Limits)} throws
     * @throws IOException if the file cannot be read
     */
    public static OnnxModel read(Path file, Limits limits) throws IOException {
        requireSize(Files.size(file), limits);
        return read(Files.readAllBytes(file), limits);
    }

    public static OnnxModel read(byte[] bytes) {
        return read(bytes, Limits.DEFAULT);
    }

    /**
     * @throws OnnxException if this is no ONNX model, or one that needs what is not supported: functions, graphs within
     *     nodes, numbers in other files, operators that are not standard; all nodes and tensors at fault are told at once
     */
    public static OnnxModel read(byte[] bytes, Limits limits) {
        requireSize(bytes.length, limits);
        ModelProto model = parse(bytes, limits);
        requirePlain(model);
        GraphProto graph = model.getGraph();
        if (graph.getNodeCount() > limits.nodes()) {
            throw OnnxException.tooLarge("nodes", limits.nodes(), graph.getNodeCount());
        }
        List<Fault> faults = new ArrayList<>();
        GraphReader reader = new GraphReader(limits, faults);
        Map<String, StoredTensor> initializers = reader.initializers(graph);
        List<OnnxValue> inputs = values(graph.getInputList(), faults).stream()
                .filter(input -> !initializers.containsKey(input.name()))
                .toList();
        List<OnnxNode> nodes = reader.nodes(graph, inputs);
        List<OnnxValue> outputs = values(graph.getOutputList(), faults);
        reader.requireMade(outputs);
        if (!faults.isEmpty()) {
            throw OnnxException.faulty("the model cannot be read:", faults);
        }
        return new OnnxModel(opset(model), model.getProducerName(), inputs, outputs, initializers, nodes);
    }

    private static ModelProto parse(byte[] bytes, Limits limits) {
        try {
            FieldCount.check(bytes, limits);
            CodedInputStream in = CodedInputStream.newInstance(bytes);
            return DiscardUnknownFieldsParser.wrap(ModelProto.parser()).parseFrom(in);
        } catch (IOException e) {
            throw OnnxException.unreadable("what does not parse (" + e.getMessage() + ")");
        }
    }

    private static void requireSize(long size, Limits limits) {
        if (size > limits.bytes()) {
            throw OnnxException.tooLarge("bytes", limits.bytes(), size);
        }
    }

    private static void requirePlain(ModelProto model) {
        if (!model.hasGraph() || model.getIrVersion() < 1) {
            throw OnnxException.unreadable("no graph");
        }
        opset(model);
        if (model.getFunctionsCount() > 0) {
            String found = "the function '" + model.getFunctions(0).getName() + "'";
            throw OnnxException.unsupported(
                    "a model without functions of its own",
                    found,
                    "Inline them with onnx.inliner.inline_local_functions");
        }
        if (model.getTrainingInfoCount() > 0) {
            throw OnnxException.unsupported(
                    "a model without training graphs", "training_info", "Export the forward pass alone");
        }
        if (model.getGraph().getSparseInitializerCount() > 0) {
            throw OnnxException.unsupported("dense initializers", "sparse ones", "Store them as dense tensors");
        }
    }

    private static int opset(ModelProto model) {
        String asked = "opset " + OLDEST + " to " + NEWEST;
        String advice = "Export with opset_version=20, or convert with onnx.version_converter";
        long version = model.getOpsetImportList().stream()
                .filter(set -> STANDARD.contains(set.getDomain()))
                .mapToLong(OperatorSetIdProto::getVersion)
                .findFirst()
                .orElseThrow(() -> OnnxException.unsupported(asked, "no opset of the standard operators", advice));
        if (version < OLDEST || version > NEWEST) {
            throw OnnxException.unsupported(asked, "opset " + version, advice);
        }
        return (int) version;
    }

    static boolean isStandard(String domain) {
        return STANDARD.contains(domain);
    }

    private static List<OnnxValue> values(List<ValueInfoProto> infos, List<Fault> faults) {
        List<OnnxValue> values = new ArrayList<>();
        for (ValueInfoProto info : infos) {
            TypeProto.Tensor type = info.getType().getTensorType();
            if (!info.getType().hasTensorType()) {
                faults.add(new Fault(
                        "value '" + info.getName() + "'",
                        "expected a tensor, found a sequence, map or nothing",
                        "Export a model of tensors"));
            }
            List<Integer> extents = type.getShape().getDimList().stream()
                    .map(OnnxReader::extent)
                    .toList();
            values.add(new OnnxValue(info.getName(), TensorReader.typeName(type.getElemType()), extents));
        }
        return values;
    }

    private static int extent(Dimension dimension) {
        boolean fixed =
                dimension.hasDimValue() && dimension.getDimValue() >= 0 && dimension.getDimValue() <= Integer.MAX_VALUE;
        return fixed ? (int) dimension.getDimValue() : OnnxValue.OPEN;
    }
}
