package io.epochline.compute.foreign;

import io.epochline.compute.ir.Node;
import io.epochline.compute.ir.Op;
import io.epochline.compute.ir.Op.UnaryKind;
import io.epochline.compute.ir.Value;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which values a gradient of the output comes to, and where it is held up on its way. */
final class GradientFlow {

    /** What is flat wherever it is not a jump. */
    private static final Set<UnaryKind> FLAT =
            EnumSet.of(UnaryKind.CEIL, UnaryKind.FLOOR, UnaryKind.ROUND, UnaryKind.SIGN, UnaryKind.STEP);

    private final List<Node> nodes;
    private final boolean[] needed;
    private final boolean[] fed;

    GradientFlow(List<Node> nodes, Value output) {
        this.nodes = nodes;
        this.needed = new boolean[nodes.size()];
        this.fed = new boolean[nodes.size()];
        needed[output.id()] = true;
        fed[output.id()] = output.dtype().isFloat();
        for (int id = output.id(); id >= 0; id--) {
            for (Value input : nodes.get(id).inputs()) {
                needed[input.id()] |= needed[id];
                fed[input.id()] |= fed[id] && passes(nodes.get(id), input);
            }
        }
    }

    boolean reaches(Value value) {
        return fed[value.id()];
    }

    /** Whether a gradient comes through the node to one of its inputs. */
    boolean carries(Node node, Value input) {
        return fed[node.output().id()] && passes(node, input);
    }

    /** The nodes between the trained values and the output that no gradient passes. */
    List<Node> barriers(List<Value> trained) {
        boolean[] depends = new boolean[nodes.size()];
        trained.forEach(value -> depends[value.id()] = true);
        List<Node> barriers = new ArrayList<>();
        for (Node node : nodes) {
            for (Value input : node.inputs()) {
                if (depends[input.id()]) {
                    depends[node.output().id()] = true;
                    if (needed[node.output().id()] && input.dtype().isFloat() && !passes(node, input)) {
                        barriers.add(node);
                    }
                }
            }
        }
        return barriers;
    }

    private static boolean passes(Node node, Value input) {
        boolean flat = node.op() instanceof Op.Unary(var kind) && FLAT.contains(kind);
        return !flat && node.output().dtype().isFloat() && input.dtype().isFloat();
    }
}
