package io.epochline.compute.network;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The networks that have names: documents beside this class. */
final class NamedNetworks {
    static final List<String> NAMES = List.of(
            "cnn_small",
            "RegularizedCNN",
            "DenseResidualCNN",
            "MultiHeadChannelAttention",
            "LocalTransformerCNN",
            "SpectralAwareCNN",
            "cnn_xattn",
            "cnn_gru",
            "Simple_CNN",
            "ResNetWithAttention",
            "ReducedResNet",
            "UNetEncoder",
            "cnn_encoder",
            "context_encoder",
            "digits_cnn",
            "mlp",
            "ranker_mlp");

    private NamedNetworks() {}

    static Network read(String name, Map<String, JsonNode> params) {
        if (!NAMES.contains(name)) {
            throw NetworkException.unknown(name, NAMES);
        }
        try (InputStream resource = NamedNetworks.class.getResourceAsStream(name + ".yaml")) {
            String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            return DocumentReader.network(DocumentReader.tree(text), params);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
