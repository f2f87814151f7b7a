package io.epochline.compute.objective;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Value;

/**
 * The negative log density of Neal's funnel (Neal, 2003): {@code v = theta_0} is normal with deviation 3 and the others with
 * variance {@code exp(v)}: {@code v^2/18 + (size - 1) v/2 + exp(-v)/2 sum of the others squared}. The curvature of
 * the others changes by orders of magnitude along v.
 *
 * @param size at least 2
 */
public record Funnel(int size) implements ScalarFunction {

    public Funnel {
        if (size < 2) {
            throw FunctionFault.of("size", "at least 2", size);
        }
    }

    @Override
    public Value value(GraphBuilder b, Value theta) {
        Value v = b.slice(theta, 0, 0, 1);
        Value others = b.sum(b.square(b.slice(theta, 0, 1, size)));
        Value own = b.add(b.multiply(b.square(v), 1.0 / 18), b.multiply(v, 0.5 * (size - 1)));
        return b.add(own, b.multiply(b.multiply(others, b.exp(b.negate(v))), 0.5));
    }
}
