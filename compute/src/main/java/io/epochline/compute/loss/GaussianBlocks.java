package io.epochline.compute.loss;

import static io.epochline.compute.loss.Parameter.Tensor;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Value;
import io.epochline.compute.loss.Term.Input;
import java.util.List;

/** Losses for networks that predict a mean and a deviation for each number. */
final class GaussianBlocks {
    /** A target that is nearly certain has this deviation, as its divergence from any Gaussian would be infinite. */
    private static final double TARGET_SIGMA_FLOOR = 1e-3;

    static final List<Block> ALL = List.of(
            Block.of(
                    "gaussian_nll",
                    List.of(Tensor.of(Input.MU), Tensor.of(Input.SIGMA), Tensor.of(Input.TARGET)),
                    "mean(log(sigma) + ((target - mu)/sigma)²/2)",
                    "how unlikely the target is under the predicted Gaussian, less log √2π (Nix and Weigend 1994)",
                    GaussianBlocks::negativeLogLikelihood),
            Block.of(
                    "gaussian_kl",
                    List.of(
                            Tensor.of(Input.MU),
                            Tensor.of(Input.SIGMA),
                            Tensor.of(Input.TARGET_MU),
                            Tensor.of(Input.TARGET_SIGMA)),
                    "mean(log(sigma/target_sigma) + (target_sigma² + (target_mu - mu)²)/(2·sigma²) - 1/2)",
                    "divergence KL(target ‖ prediction) of two Gaussians, 0 where they agree (Kullback and Leibler 1951)",
                    GaussianBlocks::divergence));

    private GaussianBlocks() {}

    private static Value negativeLogLikelihood(GraphBuilder g, Block.Operands in) {
        Value sigma = in.second();
        Value standard = g.divide(g.subtract(in.third(), in.first()), sigma);
        return g.mean(g.add(g.log(sigma), g.multiply(g.square(standard), 0.5)));
    }

    private static Value divergence(GraphBuilder g, Block.Operands in) {
        Value sigma = in.second();
        Value truth = g.maximum(in.tensors().get(3), TARGET_SIGMA_FLOOR);
        Value ratio = g.divide(truth, sigma);
        Value standard = g.divide(g.subtract(in.third(), in.first()), sigma);
        Value squares = g.subtract(g.add(g.square(ratio), g.square(standard)), 1);
        return g.mean(g.subtract(g.multiply(squares, 0.5), g.log(ratio)));
    }
}
