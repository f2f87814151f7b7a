package io.epochline.compute.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.epochline.compute.OpCase;
import io.epochline.compute.ir.Graph;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Node;
import io.epochline.compute.ir.Op;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.reference.Interpreter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GradientsTest {

    private static final double STEP = 1e-5;

    @ParameterizedTest
    @MethodSource("io.epochline.compute.OpCases#all")
    void theGradientAgreesWithFiniteDifferences(OpCase op) {
        GraphBuilder b = new GraphBuilder();
        List<Value> operands = op.declare(b);
        Value loss = OpCase.weigh(b, op.body().build(b, operands), 1);
        assertGradient(op, b, loss, operands);
    }

    @ParameterizedTest
    @MethodSource("io.epochline.compute.OpCases#all")
    void theGradientOfTheGradientAgreesWithFiniteDifferences(OpCase op) {
        GraphBuilder b = new GraphBuilder();
        List<Value> operands = op.declare(b);
        Value first = OpCase.weigh(b, b.square(op.body().build(b, operands)), 1);
        Value second = b.constant(0);
        int seed = 2;
        for (Value gradient : Gradients.of(b, first, operands)) {
            second = b.add(second, OpCase.weigh(b, gradient, seed++));
        }
        assertGradient(op, b, second, operands);
    }

    @Test
    void everyOpHasACase() {
        Set<Object> used = new HashSet<>();
        io.epochline.compute.OpCases.all().forEach(op -> {
            GraphBuilder b = new GraphBuilder();
            List<Value> operands = op.declare(b);
            Gradients.of(b, OpCase.weigh(b, op.body().build(b, operands), 1), operands);
            b.nodes().forEach(node -> used.addAll(kinds(node)));
        });
        used.add(Op.Input.class);
        assertThat(used).contains((Object[]) Op.class.getPermittedSubclasses());
        assertThat(used).contains((Object[]) Op.UnaryKind.values());
        assertThat(used).contains((Object[]) Op.BinaryKind.values());
        assertThat(used).contains((Object[]) Op.Comparison.values());
        assertThat(used).contains((Object[]) Op.Reduction.values());
    }

    @ParameterizedTest
    @MethodSource("io.epochline.compute.OpCases#all")
    void theHessianIsSymmetric(OpCase op) {
        GraphBuilder b = new GraphBuilder();
        List<Value> operands = op.declare(b);
        Value loss = OpCase.weigh(b, b.square(op.body().build(b, operands)), 1);
        assertSymmetricHessian(b, loss, operands, op.feeds());
    }

    @Test
    void theHessianOfANetworkIsSymmetric() {
        GraphBuilder b = new GraphBuilder();
        Value x = b.constant(OpCase.gaussian(Shape.of(5, 3), 3));
        Value w = b.parameter("w", ValueType.f32(3, 4));
        Value v = b.parameter("v", ValueType.f32(4, 1));
        Value loss = b.mean(b.square(b.gelu(b.matmul(b.tanh(b.matmul(x, w)), v))));
        Map<String, Tensor> feeds = Map.of("w", OpCase.gaussian(w.shape(), 8), "v", OpCase.gaussian(v.shape(), 9));
        assertThat(assertSymmetricHessian(b, loss, List.of(w, v), feeds)).isNotZero();
    }

    @Test
    void whatTheLossDoesNotDependOnHasAGradientOfZeros() {
        GraphBuilder b = new GraphBuilder();
        Value x = b.parameter("x", ValueType.f32(2));
        Value unused = b.parameter("unused", ValueType.f32(3));
        b.output("d", Gradients.of(b, b.sum(x), List.of(unused)).get(0));
        Tensor d = Interpreter.run(
                        b.build(), Map.of("x", Tensor.of(Shape.of(2), 1, 2), "unused", Tensor.of(Shape.of(3), 1, 2, 3)))
                .get("d");
        assertThat(d.values()).containsExactly(0, 0, 0);
    }

    @Test
    void aTieSharesTheGradientAndZerosHaveOne() {
        assertThat(gradientAt("max", Tensor.of(Shape.of(3), 2, 2, 1))).containsExactly(0.5, 0.5, 0);
        assertThat(gradientAt("maximum", Tensor.of(Shape.of(2), 0, 1))).containsExactly(0.5, 1);
        assertThat(gradientAt("product", Tensor.of(Shape.of(3), 2, 0, 3))).containsExactly(0, 6, 0);
        assertThat(gradientAt("product", Tensor.of(Shape.of(3), 0, 0, 3))).containsExactly(0, 0, 0);
        assertThat(gradientAt("norm", Tensor.of(Shape.of(2), 0, 0))).containsExactly(0, 0);
        assertThat(gradientAt("relu", Tensor.of(Shape.of(2), 0, 1))).containsExactly(0, 1);
    }

    @Test
    void onlyAScalarCanBeDifferentiated() {
        GraphBuilder b = new GraphBuilder();
        Value x = b.parameter("x", ValueType.f32(2));
        assertThatThrownBy(() -> Gradients.of(b, x, List.of(x)))
                .hasMessage(
                        "gradient: expected a float scalar to differentiate, found f32[2]. Maybe take its mean first.");
    }

    /** Expects uᵀHv = vᵀHu for fixed u and v, which is returned. */
    private static double assertSymmetricHessian(
            GraphBuilder b, Value loss, List<Value> wrt, Map<String, Tensor> feeds) {
        List<Value> u = new ArrayList<>();
        List<Value> v = new ArrayList<>();
        for (Value value : wrt) {
            u.add(b.constant(OpCase.gaussian(value.shape(), 4 + 2 * u.size())));
            v.add(b.constant(OpCase.gaussian(value.shape(), 5 + 2 * v.size())));
        }
        b.output("uHv", dot(b, u, Gradients.hessianVectorProduct(b, loss, wrt, v)));
        b.output("vHu", dot(b, v, Gradients.hessianVectorProduct(b, loss, wrt, u)));
        Map<String, Tensor> results = Interpreter.run(b.build(), feeds);
        double uHv = results.get("uHv").item();
        assertThat(uHv).isCloseTo(results.get("vHu").item(), within(1e-12 * Math.max(1, Math.abs(uHv))));
        return uHv;
    }

    private static double[] gradientAt(String op, Tensor at) {
        GraphBuilder b = new GraphBuilder();
        Value x = b.parameter("x", at.type());
        Value y =
                switch (op) {
                    case "max" -> b.max(x);
                    case "maximum" -> b.maximum(x, 0);
                    case "product" -> b.product(x);
                    case "norm" -> b.norm(x);
                    default -> b.relu(x);
                };
        b.output("d", Gradients.of(b, b.sum(y), List.of(x)).get(0));
        return Interpreter.run(b.build(), Map.of("x", at)).get("d").values();
    }

    private static void assertGradient(OpCase op, GraphBuilder b, Value loss, List<Value> operands) {
        b.output("loss", loss);
        List<Value> gradients = Gradients.of(b, loss, operands);
        for (int i = 0; i < gradients.size(); i++) {
            b.output("d" + i, gradients.get(i));
        }
        Graph graph = b.build();
        Map<String, Tensor> feeds = op.feeds();
        Map<String, Tensor> results = Interpreter.run(graph, feeds);
        for (int i = 0; i < operands.size(); i++) {
            double[] gradient = results.get("d" + i).values();
            for (int element = 0; element < gradient.length; element++) {
                double numeric =
                        (shifted(graph, feeds, "p" + i, element, STEP) - shifted(graph, feeds, "p" + i, element, -STEP))
                                / (2 * STEP);
                assertThat(gradient[element])
                        .as("d loss / d p%d[%d]", i, element)
                        .isCloseTo(numeric, within(1e-6 * Math.max(1, Math.abs(numeric))));
            }
        }
    }

    private static double shifted(Graph graph, Map<String, Tensor> feeds, String name, int element, double by) {
        Map<String, Tensor> moved = new HashMap<>(feeds);
        Tensor tensor = feeds.get(name);
        double[] values = tensor.values().clone();
        values[element] += by;
        moved.put(name, new Tensor(tensor.type(), values));
        return Interpreter.run(graph, moved).get("loss").item();
    }

    private static Value dot(GraphBuilder b, List<Value> left, List<Value> right) {
        Value sum = b.constant(0);
        for (int i = 0; i < left.size(); i++) {
            sum = b.add(sum, b.sum(b.multiply(left.get(i), right.get(i))));
        }
        return sum;
    }

    private static List<Object> kinds(Node node) {
        return Stream.of(
                        node.op().getClass(),
                        switch (node.op()) {
                            case Op.Unary(var kind) -> kind;
                            case Op.Binary(var kind) -> kind;
                            case Op.Compare(var kind) -> kind;
                            case Op.Reduce(var kind, var axes, var keepDims) -> kind;
                            default -> node.op().getClass();
                        })
                .map(Object.class::cast)
                .toList();
    }
}
