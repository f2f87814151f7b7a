package io.epochline.compute.optim;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Value;
import java.util.List;

/**
 * How gradients are bounded before an optimizer sees them: first all of them scaled down together where their norm is
 * above a bound (Pascanu et al., 2013), then each element held within {@code [-value, value]}.
 *
 * @param norm the bound on the Euclidean norm of all gradients, above 0; infinite for none
 * @param value the bound on each element, above 0; infinite for none
 */
public record Clipping(double norm, double value) {

    public static final Clipping NONE = new Clipping(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** Keeps the division finite where the norm is 0, as {@code torch.nn.utils.clip_grad_norm_} does. */
    private static final double EPSILON = 1e-6;

    public Clipping {
        requireBound("clip_norm", norm);
        requireBound("clip_value", value);
    }

    public static Clipping byNorm(double norm) {
        return new Clipping(norm, Double.POSITIVE_INFINITY);
    }

    public static Clipping byValue(double value) {
        return new Clipping(Double.POSITIVE_INFINITY, value);
    }

    /** What to multiply gradients of that norm by. */
    public double factor(double gradNorm) {
        return norm == Double.POSITIVE_INFINITY ? 1 : Math.min(1, norm / (gradNorm + EPSILON));
    }

    /** The Euclidean norm of several tensors together, {@code f32[]}. */
    public static Value norm(GraphBuilder b, List<Value> gradients) {
        return b.sqrt(gradients.stream()
                .map(gradient -> b.sum(b.square(gradient)))
                .reduce(b::add)
                .orElseGet(() -> b.constant(0)));
    }

    /**
     * The gradients as an optimizer is to see them.
     *
     * @param gradNorm their norm, {@code f32[]}
     */
    public List<Value> apply(GraphBuilder b, List<Value> gradients, Value gradNorm) {
        List<Value> scaled = gradients;
        if (norm != Double.POSITIVE_INFINITY) {
            Value factor = b.minimum(b.divide(b.constant(norm), b.add(gradNorm, EPSILON)), 1);
            scaled = gradients.stream()
                    .map(gradient -> b.multiply(gradient, factor))
                    .toList();
        }
        return value == Double.POSITIVE_INFINITY
                ? scaled
                : scaled.stream()
                        .map(gradient -> b.clamp(gradient, -value, value))
                        .toList();
    }

    private static void requireBound(String name, double bound) {
        if (!(bound > 0)) {
            throw Constants.invalid(name, "a number above 0", bound);
        }
    }
}
