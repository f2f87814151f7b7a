package io.epochline.compute.objective;

import io.epochline.compute.engine.IndexMap;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;
import java.util.List;
import java.util.Optional;

/**
 * A scalar function of a vector θ, to be made small. It need not be convex, but it should be written in coordinates of
 * about unit scale, since it is evaluated in f32.
 */
public interface ScalarFunction {

    /**
     * A function's parts, one for each row of its data.
     *
     * @param values {@code f32[rows]}
     * @param weights {@code f64[rows]}, at least 0
     */
    record Terms(Value values, double[] weights) {}

    /** How many elements θ has, at least 1. */
    int size();

    /**
     * Its value.
     *
     * @param theta {@code f32[size]}
     * @return {@code f32[]}
     */
    Value value(GraphBuilder b, Value theta);

    /** Residuals r with weights w, so that the value is {@code 1/2 sum w_i r_i^2} up to a constant, if it is of that form. */
    default Optional<Terms> residuals(GraphBuilder b, Value theta) {
        return Optional.empty();
    }

    /**
     * Losses l of single examples with weights w, so that the value is {@code sum w_i l_i} and perhaps a prior, if it comes
     * from examples.
     */
    default Optional<Terms> losses(GraphBuilder b, Value theta) {
        return Optional.empty();
    }

    /** What the elements of θ are called. */
    default IndexMap indexMap() {
        return new IndexMap(List.of(new IndexMap.Entry("theta", 0, Shape.of(size()))));
    }
}
