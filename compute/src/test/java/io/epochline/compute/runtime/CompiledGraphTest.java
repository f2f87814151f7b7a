package io.epochline.compute.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.epochline.compute.OpCase;
import io.epochline.compute.gradient.Gradients;
import io.epochline.compute.ir.DType;
import io.epochline.compute.ir.Graph;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.ir.Window;
import io.epochline.compute.reference.Interpreter;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CompiledGraphTest {

    @ParameterizedTest
    @MethodSource("io.epochline.compute.OpCases#all")
    void valuesGradientsAndSecondGradientsAgreeWithTheReference(OpCase op) {
        GraphBuilder b = new GraphBuilder();
        List<Value> operands = op.declare(b);
        Value value = op.body().build(b, operands);
        b.output("value", value);
        Value second = b.constant(0);
        List<Value> first = Gradients.of(b, OpCase.weigh(b, b.square(value), 1), operands);
        for (int i = 0; i < first.size(); i++) {
            b.output("first" + i, first.get(i));
            second = b.add(second, OpCase.weigh(b, first.get(i), 2 + i));
        }
        List<Value> again = Gradients.of(b, second, operands);
        for (int i = 0; i < again.size(); i++) {
            b.output("second" + i, again.get(i));
        }
        Graph graph = b.build();

        Map<String, Tensor> expected = Interpreter.run(graph, op.feeds());
        Map<String, FloatBuffer> found = run(graph, op.feeds());

        expected.forEach((name, tensor) -> {
            for (int i = 0; i < tensor.values().length; i++) {
                double value1 = tensor.values()[i];
                assertThat((double) found.get(name).get(i))
                        .as("%s[%d]", name, i)
                        .isCloseTo(value1, within(1e-4 * Math.max(1, Math.abs(value1))));
            }
        });
    }

    @Test
    void whatWouldCancelNearZeroIsExactThere() {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ValueType.f32(6));
        b.output("expm1", b.expm1(x));
        b.output("log1p", b.log1p(b.maximum(x, -0.5)));
        b.output("slope", Gradients.of(b, b.sum(b.log1p(b.abs(x))), List.of(x)).get(0));
        Tensor feed = Tensor.of(x.shape(), 1e-6, -2e-7, 0.4999, 0.5001, 80, -200);

        Map<String, FloatBuffer> found = run(b.build(), Map.of("x", feed));

        for (int i = 0; i < 6; i++) {
            double at = (float) feed.values()[i];
            assertThat((double) found.get("expm1").get(i)).isCloseTo(Math.expm1(at), withinPercentage(1e-3));
            assertThat((double) found.get("log1p").get(i))
                    .isCloseTo(Math.log1p(Math.max(at, -0.5)), withinPercentage(1e-4));
            assertThat((double) found.get("slope").get(i))
                    .isCloseTo(Math.signum(at) / (1 + Math.abs(at)), withinPercentage(1e-3));
        }
    }

    @Test
    void aRunReadsAndWritesTheBoundBuffersInPlace() {
        GraphBuilder b = new GraphBuilder();
        b.output("y", b.multiply(b.input("x", ValueType.f32(2)), 2));
        FloatBuffer memory = Buffers.of(1, 2, 3, 4, 5, 6);
        try (CompiledGraph graph = CompiledGraph.compile(b.build());
                Binding binding = graph.bind()) {
            binding.input("x", memory.slice(1, 2));
            binding.output("y", memory.slice(4, 2));
            binding.run();
            assertThat(floats(memory)).containsExactly(1, 2, 3, 4, 4, 6);
            memory.put(1, 10);
            binding.run();
            assertThat(floats(memory)).containsExactly(1, 10, 3, 4, 20, 6);
            binding.input("x", memory.duplicate().position(2).limit(4));
            binding.run();
            assertThat(floats(memory)).containsExactly(1, 10, 3, 4, 6, 8);
        }
    }

    @Test
    void aValueMayBeSeveralOutputsAndAnInputMayBeOne() {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ValueType.f32(1));
        Value y = b.exp(x);
        b.output("same", x);
        b.output("y", y);
        b.output("y_again", y);
        Map<String, FloatBuffer> found = run(b.build(), Map.of("x", Tensor.of(x.shape(), 0)));
        assertThat(found.get("same").get(0)).isZero();
        assertThat(found.get("y").get(0)).isEqualTo(1);
        assertThat(found.get("y_again").get(0)).isEqualTo(1);
    }

    @Test
    void aGradientThatIsZeroThroughoutIsWritten() {
        GraphBuilder b = new GraphBuilder();
        Value x = b.parameter("x", ValueType.f32(2));
        Value unused = b.parameter("unused", ValueType.f32());
        List<Value> gradients = Gradients.of(b, b.sum(b.sign(x)), List.of(x, unused));
        b.output("dx", gradients.get(0));
        b.output("dunused", gradients.get(1));
        Map<String, Tensor> feeds = Map.of("x", Tensor.of(x.shape(), 1, 2), "unused", Tensor.scalar(5));
        Map<String, FloatBuffer> found = run(b.build(), feeds);
        assertThat(floats(found.get("dx"))).containsExactly(0, 0);
        assertThat(floats(found.get("dunused"))).containsExactly(0);
    }

    @Test
    void nanComesThrough() {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ValueType.f32(2));
        b.output("mean", b.mean(b.log(x)));
        Graph graph = b.build();
        Map<String, Tensor> feeds = Map.of("x", Tensor.of(x.shape(), -1, 1));
        assertThat(run(graph, feeds).get("mean").get(0)).isNaN();
        assertThat(Interpreter.run(graph, feeds).get("mean").item()).isNaN();
    }

    @Test
    void anEmptyTensorIsSummedToZero() {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ValueType.f32(0, 3));
        b.output("sum", b.sum(b.exp(x), 0));
        Graph graph = b.build();
        Map<String, Tensor> feeds = Map.of("x", Tensor.of(x.shape()));
        assertThat(floats(run(graph, feeds).get("sum"))).containsExactly(0, 0, 0);
        assertThat(Interpreter.run(graph, feeds).get("sum").values()).containsExactly(0, 0, 0);
    }

    @Test
    void theLargestOfATileIsFoundWhereProductsAreRounded() {
        GraphBuilder b = new GraphBuilder();
        Value x = b.parameter("x", ValueType.f32(1, 1, 2, 4));
        b.output(
                "dx",
                Gradients.of(b, b.sum(b.maxPool2d(x, Window.of(2, 2, 2, 0))), List.of(x))
                        .get(0));
        Tensor feed = Tensor.of(x.shape(), 0.1001, 0.1, 7.7, 7.7001, 0.1, 0.1, 0.3, -1e-9);
        FloatBuffer found = run(b.build(), Map.of("x", feed), Precision.F16).get("dx");
        assertThat(floats(found)).containsExactly(1, 0, 0, 1, 0, 0, 0, 0);
    }

    /** What a batch without examples, or an axis without elements, comes to. */
    @Test
    void emptyTensorsAgreeWithTheReference() {
        GraphBuilder b = new GraphBuilder();
        Value x = b.parameter("x", ValueType.f32(0, 3));
        Value scale = b.parameter("scale", ValueType.f32(3));
        Value none = b.cast(b.reshape(x, 0), DType.I64);
        b.output("product", b.product(x, 0));
        b.output("before", b.cumsumBefore(x, 0));
        b.output("gathered", b.gather(scale, none, 0));
        b.output("mapped", b.mapAxis(x, 0, b.parameter("matrix", ValueType.f32(0, 2))));
        b.output("resized", b.resizeBilinear(b.reshape(x, 0, 1, 3, 1), 5, 2, false));
        b.output("enlarged", b.enlarge2d(b.reshape(x, 0, 1, 3, 1), 2, 2));
        b.output("normal", b.layerNorm(x, scale, scale, 1e-3));
        b.output("grouped", b.groupNorm(x, 3, scale, scale, 1e-3));
        b.output("einsum", b.einsum("ij,ik->jk", x, x));
        b.output("sorted", b.smallest(x, 2, 1).values());
        b.output("elu", b.elu(b.leakyRelu(x, 0.1), 1));
        Value loss = b.add(b.sum(b.square(b.einsum("ij,ik->jk", x, x))), b.sum(b.gather(scale, none, 0)));
        List<Value> gradients = Gradients.of(b, loss, List.of(x, scale));
        b.output("dx", gradients.get(0));
        b.output("dscale", gradients.get(1));
        Graph graph = b.build();
        Map<String, Tensor> feeds = Map.of(
                "x",
                Tensor.of(x.shape()),
                "scale",
                Tensor.of(scale.shape(), 1, 2, 3),
                "matrix",
                Tensor.of(Shape.of(0, 2)));

        Map<String, FloatBuffer> found = run(graph, feeds);

        Interpreter.run(graph, feeds).forEach((name, tensor) -> {
            assertThat(found.get(name).capacity()).as(name).isEqualTo(tensor.values().length);
            for (int i = 0; i < tensor.values().length; i++) {
                assertThat((double) found.get(name).get(i)).as(name).isEqualTo(tensor.values()[i]);
            }
        });
    }

    @Test
    void buffersThatDoNotFitAreRefused() {
        GraphBuilder b = new GraphBuilder();
        b.output("y", b.exp(b.input("x", ValueType.f32(2))));
        try (CompiledGraph graph = CompiledGraph.compile(b.build());
                Binding binding = graph.bind()) {
            assertThatThrownBy(() -> binding.input("x", Buffers.floats(3)))
                    .hasMessageContaining("with 2 elements for f32[2], found a direct buffer with 3");
            assertThatThrownBy(() -> binding.input("x", FloatBuffer.allocate(2)))
                    .hasMessageContaining("a heap buffer");
            assertThatThrownBy(() -> binding.input("z", Buffers.floats(2)))
                    .hasMessage("bind: expected one of [x], found 'z'");
            binding.input("x", Buffers.floats(2));
            assertThatThrownBy(binding::run).hasMessage("run: expected a buffer for each of [y]");
        }
    }

    @Test
    void theNumberOfThreadsIsFixedOnceStarted() {
        assertThat(OnnxRuntime.isAvailable(Device.CPU)).isTrue();
        int threads = OnnxRuntime.threads();
        OnnxRuntime.threads(threads);
        assertThatThrownBy(() -> OnnxRuntime.threads(threads + 1)).hasMessageContaining("before the first graph");
    }

    @Test
    void devicesAreParsedByLabel() {
        assertThat(Device.parse("cuda")).isEqualTo(Device.CUDA);
        assertThatThrownBy(() -> Device.parse("tpu")).hasMessage("device: expected 'cpu' or 'cuda', found 'tpu'");
    }

    @Test
    void autoIsADeviceThatWorks() {
        DeviceChoice choice = DeviceChoice.of("auto");

        assertThat(OnnxRuntime.isAvailable(choice.device())).isTrue();
        if (choice.device() == Device.CPU) {
            assertThat(choice.toString()).startsWith("cpu (cuda did not work: ").contains("CUDA");
            assertThatThrownBy(() -> DeviceChoice.of("cuda"))
                    .isInstanceOf(RuntimeFault.class)
                    .hasMessageStartingWith("device: expected a working 'cuda', found none: ")
                    .hasMessageEndingWith("Maybe run on 'cpu'.");
        }
        assertThat(DeviceChoice.of("cpu")).hasToString("cpu (it was asked for)");
        assertThatThrownBy(() -> DeviceChoice.of("tpu"))
                .hasMessage("device: expected 'auto', 'cpu' or 'cuda', found 'tpu'");
    }

    @Test
    void precisionsAreParsedByLabel() {
        assertThat(Precision.parse("tf32")).isEqualTo(Precision.TF32);
        assertThatThrownBy(() -> Precision.parse("int8"))
                .hasMessage("precision: expected 'f32', 'tf32' or 'f16', found 'int8'");
    }

    private static Map<String, FloatBuffer> run(Graph graph, Map<String, Tensor> feeds) {
        return run(graph, feeds, Precision.F32);
    }

    private static Map<String, FloatBuffer> run(Graph graph, Map<String, Tensor> feeds, Precision precision) {
        Map<String, FloatBuffer> results = new TreeMap<>();
        try (CompiledGraph compiled = CompiledGraph.compile(graph, Device.CPU, precision);
                Binding binding = compiled.bind()) {
            feeds.forEach((name, tensor) -> {
                FloatBuffer buffer = Buffers.floats(tensor.values().length);
                for (double value : tensor.values()) {
                    buffer.put((float) value);
                }
                binding.input(name, buffer.rewind());
            });
            graph.outputs().forEach((name, value) -> {
                results.put(name, Buffers.floats(value.shape().size()));
                binding.output(name, results.get(name));
            });
            binding.run();
        }
        return results;
    }

    private static float[] floats(FloatBuffer buffer) {
        float[] values = new float[buffer.capacity()];
        buffer.get(0, values);
        return values;
    }
}
