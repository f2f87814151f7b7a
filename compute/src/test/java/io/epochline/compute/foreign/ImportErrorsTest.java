package io.epochline.compute.foreign;

import static io.epochline.compute.onnx.read.TestingModels.floats;
import static io.epochline.compute.onnx.read.TestingModels.longs;
import static io.epochline.compute.onnx.read.TestingModels.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.epochline.compute.ir.Shape;
import io.epochline.compute.network.NetworkPlan;
import io.epochline.compute.network.ParameterSpec;
import io.epochline.compute.network.StateSpec;
import io.epochline.compute.onnx.proto.GraphProto;
import io.epochline.compute.onnx.proto.ModelProto;
import io.epochline.compute.onnx.read.Fault;
import io.epochline.compute.onnx.read.OnnxException;
import io.epochline.compute.onnx.read.OnnxModel;
import io.epochline.compute.onnx.read.OnnxReader;
import io.epochline.compute.onnx.read.TestingModels;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImportErrorsTest {

    private static final Shape EXAMPLE = Shape.of(2);
    private static final List<Long> MATRIX = List.of(2L, 3L);

    @Test
    void tellsAllNodesThatCannotBeBuiltAtOnce() {
        ForeignModel model = model(
                graph().addNode(node("n1", "MatMull", List.of("x", "weight"), "a"))
                        .addNode(node("n2", "NonZero", List.of("x"), "b"))
                        .addNode(node("n3", "Reshape", List.of("x", "sizes"), "c"))
                        .addNode(node("n4", "Expand", List.of("x", "data"), "d"))
                        .addNode(node("n5", "Concat", List.of("a", "b", "c", "d"), "y")),
                Selection.ALL);

        OnnxException refusal = catchThrowableOfType(OnnxException.class, () -> model.plan(EXAMPLE));
        assertThat(refusal.faults())
                .extracting(Fault::place)
                .containsExactly(
                        "node 'n1' (MatMull)", "node 'n2' (NonZero)", "node 'n3' (Reshape)", "node 'n4' (Expand)");
        assertThat(refusal)
                .hasMessageContaining("Did you mean 'MatMul'")
                .hasMessageContaining("expected a shape of 4 elements, as f32[2, 2] has");
    }

    @Test
    void refusesInputsAndOutputsThatAreNotOne() {
        ModelProto.Builder two = TestingModels.dense();
        two.getGraphBuilder().addInput(TestingModels.value("mask", -1, 2));
        assertThatThrownBy(() -> ForeignModel.of("two", read(two), Selection.ALL))
                .hasMessageContaining("expected one input, found 2: x: float[?, 2], mask: float[?, 2]");

        ModelProto.Builder fixed = TestingModels.dense();
        fixed.getGraphBuilder().setInput(0, TestingModels.value("x", 8, 2));
        assertThatThrownBy(() -> ForeignModel.of("fixed", read(fixed), Selection.ALL))
                .hasMessageContaining("whose first extent, the batch, is open, found x: float[8, 2]");
    }

    @Test
    void refusesExamplesOfAnotherShapeAndOutputsWithoutABatch() {
        ForeignModel dense = ForeignModel.of("dense", read(TestingModels.dense()), Selection.ALL);
        assertThat(dense.input()).contains(EXAMPLE);
        assertThatThrownBy(() -> dense.plan(Shape.of(5)))
                .hasMessageContaining("examples for the input x: float[?, 2], found batches [2, 5]");

        ForeignModel summed = model(graph().addNode(node("", "ReduceMean", List.of("x"), "y")), Selection.ALL);
        assertThatThrownBy(() -> summed.plan(EXAMPLE)).hasMessageContaining("a float output with 2 examples");
    }

    @Test
    void trainsWhatIsSelected() {
        assertThat(plan(Selection.ALL).parameters())
                .extracting(ParameterSpec::name)
                .containsExactly("weight", "bias");
        NetworkPlan only = plan(new Selection(List.of("w*"), List.of()));
        assertThat(only.parameters()).extracting(ParameterSpec::name).containsExactly("weight");
        assertThat(only.states()).extracting(StateSpec::name).containsExactly("bias");
        assertThat(plan(new Selection(List.of(), List.of("?ias"))).parameters())
                .extracting(ParameterSpec::name)
                .containsExactly("weight");
    }

    @Test
    void refusesASelectionThatFitsNothing() {
        assertThatThrownBy(() -> plan(new Selection(List.of("wieght"), List.of())))
                .hasMessage(
                        "onnx: expected train to name weights of the model, found 'wieght', which fits none of weight,"
                                + " bias. Did you mean 'weight'.");
        assertThatThrownBy(() -> plan(new Selection(List.of(), List.of("conv.*"))))
                .hasMessageContaining("expected freeze to name weights of the model, found 'conv.*'");
    }

    @Test
    void settingsAndSingleFactorsAreNotTrainedUnlessTheyAreNamed() {
        GraphProto.Builder graph = graph().addInitializer(floats("factor", List.of(1L), 2))
                .addInitializer(floats("exponent", List.of(), 2))
                .addNode(node("", "MatMul", List.of("x", "weight"), "a"))
                .addNode(node("", "Mul", List.of("a", "factor"), "b"))
                .addNode(node("", "Pow", List.of("b", "exponent"), "y"));

        assertThat(model(graph, Selection.ALL).plan(EXAMPLE).parameters())
                .extracting(ParameterSpec::name)
                .containsExactly("weight");
        assertThat(model(graph, new Selection(List.of("factor"), List.of()))
                        .plan(EXAMPLE)
                        .parameters())
                .extracting(ParameterSpec::name)
                .containsExactly("factor");
    }

    @Test
    void tellsWhatHoldsUpTheGradient() {
        GraphProto.Builder graph = graph().addNode(node("", "MatMul", List.of("x", "weight"), "a"))
                .addNode(node("steps", "Floor", List.of("a"), "b"))
                .addNode(node("", "Add", List.of("b", "bias"), "y"));
        ForeignModel asked = model(graph, new Selection(List.of("weight"), List.of()));

        assertThatThrownBy(() -> asked.plan(EXAMPLE))
                .hasMessageContaining("no gradient comes to weight, as of")
                .hasMessageContaining("node 'steps' (Floor): no gradient passes it to what comes before. Freeze");
        assertThat(model(graph, Selection.ALL).plan(EXAMPLE).parameters())
                .extracting(ParameterSpec::name)
                .containsExactly("bias");
    }

    @Test
    void aNodeThatIsFlatInPartsOnlyIsNoBarrier() {
        GraphProto.Builder graph = graph().addNode(node("", "MatMul", List.of("x", "weight"), "a"))
                .addNode(node("length", "ReduceL2", List.of("a"), "b"))
                .addNode(node("", "Mul", List.of("a", "b"), "y"));

        ModelCheck check = ModelCheck.of(read(TestingModels.model(graph)), Selection.ALL, Optional.empty());
        assertThat(check.obstacles()).isEmpty();
        assertThat(check.warnings()).isEmpty();
    }

    @Test
    void whatIsNoSequenceIsRefused() {
        GraphProto.Builder graph =
                graph().addNode(node("rnn", "RNN", List.of("x", "weight", "weight", "bias", "sizes"), "y"));

        assertThat(ModelCheck.of(read(TestingModels.model(graph)), Selection.ALL, Optional.empty())
                        .obstacles())
                .singleElement(STRING)
                .contains("node 'rnn' (RNN): expected [steps, batch, features] with up to 512 steps, found f32[2, 2]");
    }

    @Test
    void aCheckReportsWhatThereIs() {
        ModelCheck check =
                ModelCheck.of(read(TestingModels.dense()), new Selection(List.of(), List.of("bias")), Optional.empty());

        assertThat(check.trainable()).isTrue();
        assertThat(check.report()).isEqualTo("""
                        opset 20
                        input   x: float[?, 2]
                        output  y: float[?, 3]
                        nodes   2: 1 Gemm, 1 Relu

                        trained: 1 with 6 numbers
                          weight  [2, 3]
                        frozen: 1 with 3 numbers
                          bias  [3]

                        It can be trained, from examples [2] to predictions [3].""");
    }

    @Test
    void aCheckReportsWhatStandsInTheWay() {
        OnnxModel file = read(TestingModels.model(graph().addNode(node("all", "NonZero", List.of("x"), "y"))));

        assertThat(ModelCheck.of(file, Selection.ALL, Optional.empty()).report())
                .endsWith("""
                        It cannot be trained:
                          node 'all' (NonZero): the operator is not known. Write the model without NonZero, or end it before.""");
    }

    private static GraphProto.Builder graph() {
        return GraphProto.newBuilder()
                .addInitializer(floats("weight", MATRIX, 1, 2, 3, 4, 5, 6))
                .addInitializer(floats("bias", List.of(3L), 1, 2, 3))
                .addInitializer(longs("sizes", 7, 7))
                .addInitializer(longs("data", 5));
    }

    private static NetworkPlan plan(Selection selection) {
        return ForeignModel.of("dense", read(TestingModels.dense()), selection).plan(EXAMPLE);
    }

    private static ForeignModel model(GraphProto.Builder graph, Selection selection) {
        return ForeignModel.of("model", read(TestingModels.model(graph)), selection);
    }

    private static OnnxModel read(ModelProto.Builder model) {
        return OnnxReader.read(model.build().toByteArray());
    }
}
