package io.epochline.compute.objective;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Value;
import java.util.Arrays;
import java.util.Optional;

/**
 * {@code sum over i of 100 (theta_(i+1) - theta_i^2)^2 + (1 - theta_i)^2} (Rosenbrock, 1960): a curved valley, flat along
 * its floor, with the minimum 0 where all are 1.
 *
 * @param size at least 2
 */
public record Rosenbrock(int size) implements ScalarFunction {

    public Rosenbrock {
        if (size < 2) {
            throw FunctionFault.of("size", "at least 2", size);
        }
    }

    @Override
    public Value value(GraphBuilder b, Value theta) {
        Value bends = b.multiply(b.sum(b.square(bend(b, theta))), 100);
        return b.add(bends, b.sum(b.square(rest(b, theta))));
    }

    @Override
    public Optional<Terms> residuals(GraphBuilder b, Value theta) {
        double[] weights = new double[2 * size - 2];
        Arrays.fill(weights, 0, size - 1, 200);
        Arrays.fill(weights, size - 1, weights.length, 2);
        return Optional.of(new Terms(b.concat(0, bend(b, theta), rest(b, theta)), weights));
    }

    private Value bend(GraphBuilder b, Value theta) {
        return b.subtract(b.slice(theta, 0, 1, size), b.square(b.slice(theta, 0, 0, size - 1)));
    }

    private Value rest(GraphBuilder b, Value theta) {
        Value head = b.slice(theta, 0, 0, size - 1);
        return b.subtract(b.scalar(1, head), head);
    }
}
