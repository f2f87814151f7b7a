package io.epochline.compute.network;

import io.epochline.compute.ir.Shape;
import io.epochline.compute.loss.Loss;
import java.util.List;
import java.util.Map;

/** A named network in a size for tests, with an input that it takes and a loss that its prediction is for. */
record SmallNetwork(Network network, Shape input, Loss loss) {
    /** All named networks; those that may be built in several ways are there with more than one. */
    static final List<SmallNetwork> ALL = List.of(
            of("cnn_small", Map.of("width", 4), Shape.of(1, 16, 16), "mse"),
            of("RegularizedCNN", Map.of("width", 4), Shape.of(1, 16, 16), "0.8*huber + 0.2*(1 - pearson)"),
            of("DenseResidualCNN", Map.of("width", 4), Shape.of(1, 16, 16), "0.7*mse + 0.3*tv(pred)"),
            of("MultiHeadChannelAttention", Map.of("width", 4), Shape.of(1, 16, 16), "mse"),
            of("LocalTransformerCNN", Map.of("width", 4, "heads", 2, "window", 2), Shape.of(1, 16, 16), "mse"),
            of("SpectralAwareCNN", Map.of("width", 4, "keep", 4), Shape.of(1, 16, 16), "mse"),
            of("cnn_xattn", Map.of("width", 4, "heads", 2, "out_len", 5), Shape.of(1, 32, 16), "mse"),
            of("cnn_gru", Map.of("width", 4, "units", 3, "out_len", 5), Shape.of(1, 32, 16), "mse"),
            of("Simple_CNN", Map.of("width", 2), Shape.of(1, 20, 18), "mse"),
            of("Simple_CNN", Map.of("width", 2, "outputs", 4), Shape.of(1, 20, 18), "gaussian_nll"),
            of("ResNetWithAttention", Map.of("width", 4, "ratio", 2), Shape.of(1, 40, 40), "mse"),
            of("ReducedResNet", Map.of("width", 4, "ratio", 2), Shape.of(1, 16, 16), "mse"),
            of("ReducedResNet", Map.of("width", 4, "attention", false), Shape.of(1, 16, 16), "mse"),
            of("UNetEncoder", Map.of("width", 2, "grid", 8), Shape.of(1, 18, 16), "mse"),
            of("cnn_encoder", encoder("flatten", false), Shape.of(3, 2, 8, 8), "cross_entropy"),
            of("cnn_encoder", encoder("mean", true), Shape.of(3, 2, 8, 8), "cross_entropy"),
            of("context_encoder", encoder("flatten", true), Shape.of(3, 2, 8, 8), "cross_entropy"),
            of("context_encoder", encoder("mean", false), Shape.of(3, 2, 8, 8), "cross_entropy"),
            of("digits_cnn", Map.of("width", 4), Shape.of(1, 8, 8), "cross_entropy"),
            of("mlp", Map.of("width", 4), Shape.of(5), "mse"),
            of("ranker_mlp", Map.of("hidden", 8), Shape.of(40), "binary_cross_entropy"),
            of("ranker_mlp", ranker(), Shape.of(2, 12), "bradley_terry"));

    private static Map<String, ?> encoder(String aggregate, boolean coords) {
        return Map.of(
                "depth", 1,
                "width_mult", 0.13,
                "embed_dim", 8,
                "mlp_hidden", 5,
                "classes", 3,
                "demo_agg", aggregate,
                "use_coords", coords);
    }

    private static Map<String, ?> ranker() {
        return Map.of(
                "hidden",
                8,
                "second_layer",
                false,
                "clip",
                6,
                "cnn",
                4,
                "iqa",
                2,
                "use_clip",
                true,
                "use_cnn_features",
                false);
    }

    private static SmallNetwork of(String name, Map<String, ?> params, Shape input, String loss) {
        return new SmallNetwork(Network.named(name, params), input, Loss.parse(loss));
    }

    NetworkPlan plan() {
        return network.plan(input);
    }

    Shape target() {
        return loss.head().target(plan().output()).orElseThrow();
    }

    @Override
    public String toString() {
        return network.name() + " " + input + ", " + loss.canonical();
    }
}
