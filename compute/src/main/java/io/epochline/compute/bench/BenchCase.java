package io.epochline.compute.bench;

import io.epochline.compute.ComputeException;
import io.epochline.compute.Spelling;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.loss.Loss;
import io.epochline.compute.network.Network;
import java.util.List;

/**
 * A training step worth timing.
 *
 * @param input the shape of one example
 */
public record BenchCase(String name, Network network, Shape input, Loss loss, int batch) {

    private static final Loss MSE = Loss.parse("mse");
    private static final Shape MAP = Shape.of(1, 128, 128);

    /** The cases of {@code bench compute}, which are those that are compared with other libraries. */
    public static List<BenchCase> standard() {
        return List.of(
                of("tiny_mlp", tiny(), Shape.of(4), 32),
                of("ranker_mlp_64", Network.named("ranker_mlp"), Shape.of(1540), 64),
                of("ranker_mlp_256", Network.named("ranker_mlp"), Shape.of(1540), 256),
                of("Simple_CNN_4", Network.named("Simple_CNN"), MAP, 4),
                of("Simple_CNN_64", Network.named("Simple_CNN"), MAP, 64),
                of("ResNetWithAttention_4", Network.named("ResNetWithAttention"), MAP, 4),
                of("cnn_xattn_16", Network.named("cnn_xattn"), MAP, 16),
                of("cnn_gru_16", Network.named("cnn_gru"), MAP, 16),
                of("DenseResidualCNN_16", Network.named("DenseResidualCNN"), MAP, 16));
    }

    /** @throws ComputeException if there is none of that name */
    public static BenchCase named(String name) {
        List<String> names = standard().stream().map(BenchCase::name).toList();
        return standard().stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ComputeException(
                        "unknown_bench_case",
                        ComputeException.Category.USER,
                        "bench: expected one of " + String.join(", ", names) + ", found '" + name + "'."
                                + Spelling.hint(name, names)));
    }

    private static BenchCase of(String name, Network network, Shape input, int batch) {
        return new BenchCase(name, network, input, MSE, batch);
    }

    /** What a step costs when there is nothing to compute. */
    private static Network tiny() {
        return Network.parse("{name: 4-16-1, layers: [{dense: 16}, relu, {dense: 1}]}");
    }
}
