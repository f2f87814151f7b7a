package io.epochline.compute.loss;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Value;
import java.util.List;

/** Losses for classes: {@code pred} are logits, and {@code target} is 1 where the answer is yes, between for soft labels. */
final class ClassBlocks {
    /** Holds 1 - p above 0, where a power of it may have no gradient. An arbitrary constant. */
    private static final double DOUBT_FLOOR = 1e-7;

    private static final Parameter.Setting GAMMA = Parameter.Setting.atLeast("gamma", 2, 0);

    static final List<Block> ALL = List.of(
            Block.comparison(
                    "cross_entropy",
                    Parameter.Setting.within("label_smoothing", 0, 0, 1),
                    2,
                    "mean over rows of -sum(t'·log_softmax(pred)), t' = (1 - s)·target + s/classes",
                    "one of several classes; pred are logits f32[batch, classes], target is one-hot",
                    ClassBlocks::crossEntropy),
            Block.comparison(
                    "softmax_focal",
                    GAMMA,
                    2,
                    "mean over rows of -sum(target·(1 - p)^gamma·log p), p = softmax(pred)",
                    "cross-entropy that counts classes already learnt for less; gamma=0 is cross_entropy",
                    ClassBlocks::softmaxFocal),
            Block.comparison(
                    "binary_cross_entropy",
                    1,
                    "mean(softplus(pred) - target·pred)",
                    "a yes or no at each position; pred are logits",
                    (g, in) -> g.mean(yesOrNo(g, in.first(), in.second()))),
            Block.of(
                    "focal",
                    List.of(
                            Parameter.Tensor.of(Term.Input.PRED),
                            Parameter.Tensor.of(Term.Input.TARGET),
                            GAMMA,
                            Parameter.Setting.within("alpha", 0.25, 0, 1)),
                    "mean(-alpha·t·(1 - p)^gamma·log p - (1 - alpha)·(1 - t)·p^gamma·log(1 - p)), p = sigmoid(pred)",
                    "binary_cross_entropy for rare answers, easy positions count for less (Lin et al. 2017)",
                    ClassBlocks::focal));

    private ClassBlocks() {}

    private static Value crossEntropy(GraphBuilder g, Block.Operands in) {
        double smoothing = in.setting();
        int classes = in.second().shape().dim(-1);
        Value target = g.add(g.multiply(in.second(), 1 - smoothing), smoothing / classes);
        return negativeSum(g, g.multiply(target, g.logSoftmax(in.first(), -1)));
    }

    private static Value softmaxFocal(GraphBuilder g, Block.Operands in) {
        Value logProbability = g.logSoftmax(in.first(), -1);
        Value doubt = g.maximum(g.subtract(g.scalar(1, in.first()), g.exp(logProbability)), DOUBT_FLOOR);
        Value weight = g.multiply(in.second(), g.pow(doubt, in.setting()));
        return negativeSum(g, g.multiply(weight, logProbability));
    }

    private static Value negativeSum(GraphBuilder g, Value perClass) {
        return g.negate(g.mean(g.sum(perClass, -1)));
    }

    /** {@code -t·log sigmoid(z) - (1 - t)·log sigmoid(-z)}, without overflow. */
    static Value yesOrNo(GraphBuilder g, Value logit, Value target) {
        return g.subtract(g.softplus(logit), g.multiply(target, logit));
    }

    private static Value focal(GraphBuilder g, Block.Operands in) {
        double gamma = in.settings().get(0);
        double alpha = in.settings().get(1);
        Value target = in.second();
        Value yes = g.multiply(g.multiply(target, alpha), easing(g, in.first(), gamma));
        Value other = g.multiply(g.subtract(g.scalar(1, target), target), 1 - alpha);
        return g.mean(g.add(yes, g.multiply(other, easing(g, g.negate(in.first()), gamma))));
    }

    /** {@code -(1 - p)^gamma·log p} of {@code p = sigmoid(z)}; logarithms of both are softplus. */
    private static Value easing(GraphBuilder g, Value z, double gamma) {
        return g.multiply(g.exp(g.multiply(g.softplus(z), -gamma)), g.softplus(g.negate(z)));
    }
}
