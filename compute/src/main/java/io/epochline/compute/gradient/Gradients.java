package io.epochline.compute.gradient;

import io.epochline.compute.ComputeException;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Node;
import io.epochline.compute.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Appends derivatives to a graph under construction. */
public final class Gradients {

    private Gradients() {}

    /**
     * The gradient of a scalar.
     *
     * @param loss {@code f32[]}
     * @param wrt what to differentiate in
     * @return for each of {@code wrt} the gradient, of its type; zeros where the loss does not depend on it
     */
    public static List<Value> of(GraphBuilder b, Value loss, List<Value> wrt) {
        if (loss.rank() != 0 || !loss.dtype().isFloat()) {
            throw new ComputeException(
                    "not_a_scalar",
                    ComputeException.Category.USER,
                    "gradient: expected a float scalar to differentiate, found " + loss.type()
                            + ". Maybe take its mean first.");
        }
        return pullback(b, loss, b.scalar(1, loss), wrt);
    }

    /**
     * The product of a cotangent with the Jacobian of {@code output}: the gradient of {@code sum(cotangent * output)}
     * with the cotangent held fixed.
     */
    public static List<Value> pullback(GraphBuilder b, Value output, Value cotangent, List<Value> wrt) {
        boolean[] dependent = dependents(b.nodes(), wrt);
        Map<Value, List<Value>> contributions = new HashMap<>();
        contributions.put(output, List.of(cotangent));
        for (int id = output.id(); id >= 0; id--) {
            Node node = b.nodes().get(id);
            List<Value> arrived = contributions.get(node.output());
            if (arrived == null || !dependent[id]) {
                continue;
            }
            Value dy = Contributions.sum(b, arrived);
            contributions.put(node.output(), List.of(dy));
            List<Value> passed = Pullbacks.of(new Site(b, node, dy, dependent));
            for (int i = 0; i < passed.size(); i++) {
                if (passed.get(i) != null) {
                    contributions
                            .computeIfAbsent(node.input(i), value -> new ArrayList<>())
                            .add(passed.get(i));
                }
            }
        }
        List<Value> result = new ArrayList<>();
        for (Value value : wrt) {
            List<Value> arrived = contributions.get(value);
            result.add(arrived != null ? Contributions.sum(b, arrived) : zeros(b, value));
        }
        return result;
    }

    /**
     * The Hessian of a scalar times a vector, by differentiating {@code gradient . vector} (Pearlmutter, 1994, in
     * reverse over reverse).
     *
     * @param vector for each of {@code wrt} a value of its type
     */
    public static List<Value> hessianVectorProduct(GraphBuilder b, Value loss, List<Value> wrt, List<Value> vector) {
        List<Value> gradients = of(b, loss, wrt);
        Value product = b.scalar(0, loss);
        for (int i = 0; i < wrt.size(); i++) {
            product = b.add(product, b.sum(b.multiply(gradients.get(i), vector.get(i))));
        }
        return of(b, product, wrt);
    }

    /** Whether a node's value is a float that depends on one of {@code wrt}. */
    private static boolean[] dependents(List<Node> nodes, List<Value> wrt) {
        boolean[] dependent = new boolean[nodes.size()];
        wrt.forEach(value -> dependent[value.id()] = true);
        for (Node node : nodes) {
            if (node.output().dtype().isFloat() && node.inputs().stream().anyMatch(in -> dependent[in.id()])) {
                dependent[node.output().id()] = true;
            }
        }
        return dependent;
    }

    private static Value zeros(GraphBuilder b, Value like) {
        return b.broadcastTo(b.scalar(0, like), like.shape());
    }
}
