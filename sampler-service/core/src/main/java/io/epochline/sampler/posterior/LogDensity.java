package io.epochline.sampler.posterior;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Value;
import java.util.List;

/**
 * The logarithm of a density over a vector of unconstrained parameters, up to a constant, as a graph.
 *
 * <p>Graphs run in float32, so a density should be written in coordinates of about unit scale.
 */
public interface LogDensity {

    /**
     * A named array of parameters.
     *
     * @param elements names of its elements, such as {@code beta[bmi]}; a scalar has one, its own name
     */
    record Variable(String name, List<String> elements) {

        static Variable scalar(String name) {
            return new Variable(name, List.of(name));
        }
    }

    /** What the positions mean, in order; together as many elements as {@link #dimension()}. */
    List<Variable> variables();

    /** @return {@code f32[chains]} for positions {@code f32[chains, dimension]} */
    Value apply(GraphBuilder graph, Value positions);

    /** Where chains begin, before they are scattered. */
    double[] centre();

    default int dimension() {
        return variables().stream()
                .mapToInt(variable -> variable.elements().size())
                .sum();
    }
}
