package io.epochline.compute.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.epochline.compute.OpCase;
import io.epochline.compute.ir.DType;
import io.epochline.compute.ir.Graph;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.ir.Window;
import io.epochline.compute.reference.Interpreter;
import io.epochline.compute.runtime.Device;
import io.epochline.compute.runtime.OnnxRuntime;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One file serves every batch size, other ones than those it was derived from too. */
class AnyBatchTest {

    private static final Map<String, BiFunction<GraphBuilder, Value, Value>> BODIES = bodies();

    private static Map<String, BiFunction<GraphBuilder, Value, Value>> bodies() {
        Map<String, BiFunction<GraphBuilder, Value, Value>> bodies = new LinkedHashMap<>();
        bodies.put("groups", (b, x) -> b.conv2d(x, weight(b, 6, 2, 3, 3), Window.same(3, 1), 2));
        bodies.put(
                "dilated",
                (b, x) ->
                        b.conv2d(x, weight(b, 3, 4, 2, 2), Window.of(2, 2, 1, 1).dilated(2, 2)));
        bodies.put("transposed", (b, x) -> b.convTranspose2d(x, weight(b, 4, 3, 3, 3), Window.same(3, 2), 1, 1, 1));
        bodies.put("pooled inside", (b, x) -> b.averagePool2dInside(x, Window.same(3, 2)));
        bodies.put("adaptive", (b, x) -> b.adaptiveAveragePool2d(x, 4, 5));
        bodies.put("enlarged", (b, x) -> b.resizeNearest(x, 12, 18));
        bodies.put("bilinear", (b, x) -> b.resizeBilinear(x, 7, 4, true));
        bodies.put("shuffled", (b, x) -> b.pixelShuffle(x, 2));
        bodies.put("group norm", (b, x) -> b.groupNorm(x, 2, weight(b, 4), weight(b, 4), 1e-3));
        bodies.put("layer norm", (b, x) -> b.layerNorm(x, weight(b, 6), weight(b, 6), 1e-3));
        bodies.put("attention", (b, x) -> b.einsum("bchw,bdhw->bcd", x, x));
        bodies.put("shared", (b, x) -> b.einsum("bchw,ck->bkhw", x, weight(b, 4, 3)));
        bodies.put("spectrum", (b, x) -> b.powerSpectrum(x, 2));
        bodies.put("product", (b, x) -> b.product(x, 1, 3));
        bodies.put("ranked", (b, x) -> b.largest(x, 3, -1).values());
        bodies.put("variance", (b, x) -> b.variance(x, 1, 2, 3));
        bodies.put("summed", (b, x) -> b.cumsumBefore(x, 1));
        bodies.put("rows", (b, x) -> b.embedding(weight(b, 3, 2), b.cast(b.step(x), DType.I64)));
        bodies.put("selu", (b, x) -> b.selu(b.leakyRelu(x, 0.2)));
        return bodies;
    }

    /** The runtime's threads are set up once in a process, before any session. */
    @BeforeAll
    static void startTheRuntime() {
        assertThat(OnnxRuntime.isAvailable(Device.CPU)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void aGraphWrittenForAnyBatchGivesTheReferenceAtThisOne(int batch) throws OrtException {
        byte[] file = OnnxWriter.write(BatchedGraph.of(AnyBatchTest::graph), Map.of());
        Tensor x = OpCase.gaussian(input(batch).shape(), batch);
        Map<String, Tensor> expected = Interpreter.run(graph(batch), Map.of("x", x));
        float[] values = new float[x.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) x.values()[i];
        }

        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(file);
                OnnxTensor fed = OnnxTensor.createTensor(
                        environment, FloatBuffer.wrap(values), x.shape().toLongs());
                OrtSession.Result found = session.run(Map.of("x", fed))) {
            expected.forEach((name, tensor) -> {
                OnnxTensor result = (OnnxTensor) found.get(name).orElseThrow();
                assertThat(result.getInfo().getShape())
                        .as(name)
                        .isEqualTo(tensor.shape().toLongs());
                FloatBuffer numbers = result.getFloatBuffer();
                for (int i = 0; i < tensor.values().length; i++) {
                    double value = tensor.values()[i];
                    assertThat((double) numbers.get(i))
                            .as(name)
                            .isCloseTo(value, within(1e-4 * Math.max(1, Math.abs(value))));
                }
            });
        }
    }

    private static Graph graph(int batch) {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", input(batch));
        BODIES.forEach((name, body) -> b.output(name, body.apply(b, x)));
        return b.build();
    }

    private static ValueType input(int batch) {
        return ValueType.f32(batch, 4, 6, 6);
    }

    private static Value weight(GraphBuilder b, int... shape) {
        return b.constant(OpCase.gaussian(Shape.of(shape), 7));
    }
}
