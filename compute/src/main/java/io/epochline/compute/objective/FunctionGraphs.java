package io.epochline.compute.objective;

import io.epochline.compute.gradient.Gradients;
import io.epochline.compute.ir.Graph;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.objective.ScalarFunction.Terms;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** The graphs behind a function's value and derivatives. */
record FunctionGraphs(ScalarFunction function) {

    static final String THETA = "theta";
    static final String VECTOR = "vector";
    static final String VALUE = "value";
    static final String GRADIENT = "gradient";
    static final String PRODUCT = "product";

    /** Which of a function's terms. */
    interface TermsOf extends BiFunction<GraphBuilder, Value, Optional<Terms>> {}

    /**
     * The product of a vector with the transposed Jacobian of some terms.
     *
     * @param graph takes {@code theta} and {@code vector f32[rows]}, gives {@code product f32[size]}
     */
    record Pullback(Graph graph, double[] weights) {}

    /** Takes {@code theta}, gives {@code value f32[]} and {@code gradient f32[size]}. */
    Graph gradient() {
        GraphBuilder b = new GraphBuilder();
        Value theta = theta(b);
        Value value = value(b, theta);
        b.output(VALUE, value);
        b.output(GRADIENT, Gradients.of(b, value, List.of(theta)).get(0));
        return b.build();
    }

    /** Takes {@code theta} and {@code vector f32[size]}, gives {@code product f32[size]}, of the Hessian with the vector. */
    Graph hessian() {
        GraphBuilder b = new GraphBuilder();
        Value theta = theta(b);
        Value vector = b.input(VECTOR, theta.type());
        b.output(
                PRODUCT,
                Gradients.hessianVectorProduct(b, value(b, theta), List.of(theta), List.of(vector))
                        .get(0));
        return b.build();
    }

    Optional<Pullback> pullback(TermsOf terms) {
        GraphBuilder b = new GraphBuilder();
        Value theta = theta(b);
        return terms.apply(b, theta).map(found -> {
            Value vector = b.input(VECTOR, found.values().type());
            b.output(
                    PRODUCT,
                    Gradients.pullback(b, found.values(), vector, List.of(theta))
                            .get(0));
            return new Pullback(b.build(), found.weights());
        });
    }

    private Value theta(GraphBuilder b) {
        return b.input(THETA, ValueType.f32(function.size()));
    }

    private Value value(GraphBuilder b, Value theta) {
        return b.reshape(function.value(b, theta), Shape.SCALAR);
    }
}
