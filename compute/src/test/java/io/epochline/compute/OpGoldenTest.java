package io.epochline.compute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.epochline.compute.gradient.Gradients;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.reference.Interpreter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same values and gradients as PyTorch's, of the cases that it can express: golden/ops.py made the numbers. */
class OpGoldenTest {

    private static final double TOLERANCE = 1e-9;

    record Golden(
            String name, double[][] operands, int[] shape, double[] value, double[] weights, double[][] gradients) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Golden> goldens() throws IOException {
        return Stream.of(
                new ObjectMapper().readValue(Path.of("src/test/golden/ops.json").toFile(), Golden[].class));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void valueAndGradientsAreTorchs(Golden golden) {
        OpCase op = OpCases.all()
                .filter(known -> known.name().equals(golden.name()))
                .findFirst()
                .orElseThrow();
        GraphBuilder b = new GraphBuilder();
        List<Value> operands = op.declare(b);
        Value value = op.body().build(b, operands);
        b.output("value", value);
        Value loss = b.sum(b.multiply(value, b.constant(Tensor.of(value.shape(), golden.weights()))));
        List<Value> gradients = Gradients.of(b, loss, operands);
        Map<String, Tensor> feeds = new HashMap<>();
        for (int i = 0; i < operands.size(); i++) {
            b.output("gradient" + i, gradients.get(i));
            feeds.put("p" + i, Tensor.of(op.shapes().get(i), golden.operands()[i]));
        }

        Map<String, Tensor> found = Interpreter.run(b.build(), feeds);

        assertThat(value.shape()).isEqualTo(Shape.of(golden.shape()));
        assertClose(found.get("value"), golden.value());
        for (int i = 0; i < operands.size(); i++) {
            assertClose(found.get("gradient" + i), golden.gradients()[i]);
        }
    }

    private static void assertClose(Tensor found, double[] expected) {
        assertThat(found.values()).usingComparatorWithPrecision(TOLERANCE).containsExactly(expected);
    }
}
