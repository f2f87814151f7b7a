package io.epochline.compute.onnx.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.epochline.compute.ir.DType;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.onnx.proto.AttributeProto;
import io.epochline.compute.onnx.proto.AttributeProto.AttributeType;
import io.epochline.compute.onnx.proto.FunctionProto;
import io.epochline.compute.onnx.proto.GraphProto;
import io.epochline.compute.onnx.proto.ModelProto;
import io.epochline.compute.onnx.proto.OperatorSetIdProto;
import io.epochline.compute.onnx.proto.StringStringEntryProto;
import io.epochline.compute.onnx.proto.TensorProto;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OnnxReaderTest {

    private static final List<Long> MATRIX = List.of(2L, 3L);

    @Test
    void readsInputsInitializersAndNodes() {
        OnnxModel model = read(TestingModels.dense());

        assertThat(model.opset()).isEqualTo(20);
        assertThat(model.inputs()).hasToString("[x: float[?, 2]]");
        assertThat(model.outputs()).hasToString("[y: float[?, 3]]");
        assertThat(model.initializers()).containsOnlyKeys("weight", "bias");
        assertThat(model.nodes()).extracting(OnnxNode::op).containsExactly("Gemm", "Relu");
        assertThat(model.nodes())
                .extracting(OnnxNode::place)
                .containsExactly("node 'dense' (Gemm)", "node that makes 'y' (Relu)");
    }

    @Test
    void readsNumbersStoredAsBytesAndAsFields() {
        TensorProto fields = TensorProto.newBuilder()
                .setName("bias")
                .addDims(3)
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addAllFloatData(List.of(0.5f, 0f, -0.5f))
                .build();
        ModelProto.Builder model = TestingModels.dense();
        model.getGraphBuilder().setInitializer(1, fields);
        StoredTensor bytes = read(TestingModels.dense()).initializers().get("bias");
        StoredTensor typed = read(model).initializers().get("bias");

        assertThat(typed.tensor()).isEqualTo(bytes.tensor());
        assertThat(typed.floats()).isEqualTo(bytes.floats());
    }

    @Test
    void integersOfAnyWidthAreI64() {
        ModelProto.Builder model = TestingModels.dense();
        model.getGraphBuilder()
                .addInitializer(TensorProto.newBuilder()
                        .setName("small")
                        .addDims(3)
                        .setDataType(TensorProto.DataType.INT8_VALUE)
                        .setRawData(ByteString.copyFrom(new byte[] {1, -2, 3})))
                .addInitializer(TestingModels.longs("large", 1L << 40));
        var read = read(model).initializers();

        assertThat(read.get("small").type()).isEqualTo(new ValueType(DType.I64, Shape.of(3)));
        assertThat(read.get("small").tensor().values()).containsExactly(1, -2, 3);
        assertThat(read.get("large").tensor().item()).isEqualTo(0x1p40);
    }

    @Test
    void anInitializerThatIsListedAmongTheInputsIsNone() {
        ModelProto.Builder model = TestingModels.dense();
        model.getGraphBuilder().addInput(TestingModels.value("weight", 2, 3));

        assertThat(read(model).inputs()).extracting(OnnxValue::name).containsExactly("x");
    }

    @Test
    void tellsAllFaultyNodesAndTensorsAtOnce() {
        ModelProto.Builder model = TestingModels.model(GraphProto.newBuilder()
                .addInitializer(TestingModels.floats("short", MATRIX, 1, 2))
                .addInitializer(TensorProto.newBuilder(TestingModels.floats("outside", MATRIX))
                        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                        .addExternalData(StringStringEntryProto.newBuilder()
                                .setKey("location")
                                .setValue("../../etc/passwd")))
                .addInitializer(TensorProto.newBuilder()
                        .setName("half")
                        .addDims(1)
                        .setDataType(TensorProto.DataType.FLOAT16_VALUE))
                .addNode(TestingModels.node("foreign", "FusedGelu", List.of("x"), "a")
                        .setDomain("com.example"))
                .addNode(TestingModels.node("branch", "If", List.of("missing"), "y")
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("then_branch")
                                .setType(AttributeType.GRAPH)
                                .setG(GraphProto.getDefaultInstance()))));

        OnnxException refusal = catchThrowableOfType(OnnxException.class, () -> read(model));
        assertThat(refusal.code()).isEqualTo("onnx_unsupported");
        assertThat(refusal.faults())
                .extracting(Fault::place)
                .containsExactly(
                        "initializer 'short'",
                        "initializer 'outside'",
                        "initializer 'half'",
                        "node 'foreign' (FusedGelu)",
                        "node 'branch' (If)",
                        "node 'branch' (If)");
        assertThat(refusal)
                .hasMessageContaining("expected 6 numbers for dims [2, 3], found 2")
                .hasMessageContaining("found a reference to another file")
                .hasMessageContaining("found float16. Export the model in float32.")
                .hasMessageContaining("found one of the domain 'com.example'")
                .hasMessageContaining("expected 'missing' to be made before")
                .hasMessageContaining("found one in its attribute 'then_branch'");
    }

    @Test
    void namesMustBeOfTheirOwn() {
        ModelProto.Builder model = TestingModels.dense();
        model.getGraphBuilder().addNode(TestingModels.node("again", "Relu", List.of("h"), "y"));

        assertThatThrownBy(() -> read(model)).hasMessageContaining("node 'again' (Relu): expected a name of its own");
    }

    @Test
    void refusesOpsetsFunctionsAndWhatIsNoModel() {
        assertThatThrownBy(() -> read(TestingModels.dense()
                        .setOpsetImport(0, OperatorSetIdProto.newBuilder().setVersion(12))))
                .hasMessageContaining("expected opset 13 to 24, found opset 12. Export with opset_version=20");
        assertThatThrownBy(() -> read(TestingModels.dense()
                        .addFunctions(FunctionProto.newBuilder().setName("Mish"))))
                .hasMessageContaining("found the function 'Mish'");
        assertThatThrownBy(() -> OnnxReader.read(new byte[0])).hasMessageContaining("found no graph");
        assertThatThrownBy(() -> OnnxReader.read("name: digits\n".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining("of another format");
    }

    @Test
    void keepsWithinLimits() {
        byte[] bytes = TestingModels.dense().build().toByteArray();

        assertThatThrownBy(() -> OnnxReader.read(bytes, new Limits(100, 1000, 9, 9, 9)))
                .hasMessage("onnx: expected at most 100 bytes, found " + bytes.length + ".");
        assertThatThrownBy(() -> OnnxReader.read(bytes, new Limits(9999, 20, 9, 9, 9)))
                .hasMessageContaining("at most 20 fields");
        assertThatThrownBy(() -> OnnxReader.read(bytes, new Limits(9999, 1000, 9, 1, 9)))
                .hasMessageContaining("at most 1 nodes, found 2");
        assertThatThrownBy(() -> OnnxReader.read(bytes, new Limits(9999, 1000, 9, 9, 5)))
                .hasMessageContaining("initializer 'weight': expected at most 5 elements");
        assertThatThrownBy(() -> OnnxReader.read(nested(40).toByteArray()))
                .hasMessageContaining("at most 32 messages within one another");
    }

    /** Whatever happens to a file on its way, it is refused in words, or still is a model. */
    @Test
    void cutAndFlippedFilesAreRefusedOrSound() {
        byte[] whole = TestingModels.dense().build().toByteArray();
        for (int length = 0; length < whole.length; length++) {
            readOrRefuse(java.util.Arrays.copyOf(whole, length));
        }
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 20_000; round++) {
            byte[] flipped = whole.clone();
            for (int i = random.nextInt(1, 5); i > 0; i--) {
                flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            }
            readOrRefuse(flipped);
        }
    }

    private static void readOrRefuse(byte[] bytes) {
        try {
            OnnxModel model = OnnxReader.read(bytes);
            model.initializers()
                    .values()
                    .forEach(tensor -> assertThat(tensor.tensor().type()).isEqualTo(tensor.type()));
        } catch (OnnxException refusal) {
            assertThat(refusal.getMessage()).startsWith("onnx: ");
        }
    }

    private static ModelProto nested(int depth) {
        GraphProto.Builder graph = GraphProto.newBuilder();
        for (int i = 0; i < depth; i++) {
            AttributeProto.Builder within = AttributeProto.newBuilder()
                    .setName("body")
                    .setType(AttributeType.GRAPH)
                    .setG(graph);
            graph = GraphProto.newBuilder()
                    .addNode(TestingModels.node("", "Loop", List.of(), "y").addAttribute(within));
        }
        return TestingModels.model(graph).build();
    }

    private static OnnxModel read(ModelProto.Builder model) {
        return OnnxReader.read(model.build().toByteArray());
    }
}
