package io.epochline.compute.loss;

import static io.epochline.compute.loss.Parameter.Tensor;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Value;
import io.epochline.compute.loss.Term.Input;
import java.util.List;

/**
 * Losses for a network that scores two items. The target is 1 where the first is preferred and 0 where the second is; in
 * between it is the probability, or the share, of those who prefer the first.
 */
final class PairBlocks {
    private static final List<Parameter> SCORES =
            List.of(Tensor.of(Input.FIRST), Tensor.of(Input.SECOND), Tensor.of(Input.TARGET));

    static final List<Block> ALL = List.of(
            Block.of(
                    "bradley_terry",
                    SCORES,
                    "mean(softplus(first - second) - target·(first - second))",
                    "the probability of a preference is sigmoid(first - second) (Bradley and Terry 1952)",
                    (g, in) -> g.mean(ClassBlocks.yesOrNo(g, g.subtract(in.first(), in.second()), in.third()))),
            Block.of(
                    "margin",
                    List.of(SCORES.get(0), SCORES.get(1), SCORES.get(2), Parameter.Setting.atLeast("margin", 1, 0)),
                    "mean(t·max(0, margin - (first - second)) + (1 - t)·max(0, margin + (first - second)))",
                    "the preferred item leads by margin at least (Herbrich, Graepel and Obermayer 2000)",
                    PairBlocks::margin));

    private PairBlocks() {}

    private static Value margin(GraphBuilder g, Block.Operands in) {
        Value lead = g.subtract(in.first(), in.second());
        Value target = in.third();
        Value ifFirst = g.relu(g.subtract(g.scalar(in.setting(), lead), lead));
        Value ifSecond = g.relu(g.add(lead, in.setting()));
        Value other = g.subtract(g.scalar(1, target), target);
        return g.mean(g.add(g.multiply(target, ifFirst), g.multiply(other, ifSecond)));
    }
}
