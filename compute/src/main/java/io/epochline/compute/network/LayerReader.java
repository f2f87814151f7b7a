package io.epochline.compute.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.epochline.compute.Spelling;
import io.epochline.compute.network.NetworkException.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the {@code layers} of a document. */
final class LayerReader {
    private static final int DEEPEST = 16;
    private static final int LONGEST = 500;

    private static final Map<String, Function<Fields, Layer>> KINDS = Map.ofEntries(
            Map.entry("activation", Activation::read),
            Map.entry("adaptive_average_pool", AdaptiveAveragePool::read),
            Map.entry("aggregate", Aggregate::read),
            Map.entry("attention", Attention::read),
            Map.entry("average_pool", AveragePool::read),
            Map.entry("batch_norm", BatchNorm::read),
            Map.entry("branches", Branches::read),
            Map.entry("cbam", Cbam::read),
            Map.entry("channel_attention", ChannelAttention::read),
            Map.entry("conv", Conv::read),
            Map.entry("conv_transpose", ConvTranspose::read),
            Map.entry("coords", fields -> new Coords()),
            Map.entry("cross_attention", CrossAttention::read),
            Map.entry("dense", Dense::read),
            Map.entry("dense_block", DenseBlock::read),
            Map.entry("dropout", Dropout::read),
            Map.entry("each", Each::read),
            Map.entry("embedding", Embedding::read),
            Map.entry("features", Features::read),
            Map.entry("flatten", fields -> new Flatten()),
            Map.entry("global_average_pool", fields -> new GlobalAveragePool()),
            Map.entry("group_norm", GroupNorm::read),
            Map.entry("gru", Gru::read),
            Map.entry("instance_norm", InstanceNorm::read),
            Map.entry("layer_norm", LayerNorm::read),
            Map.entry("local_attention", LocalAttention::read),
            Map.entry("lstm", Lstm::read),
            Map.entry("max_pool", MaxPool::read),
            Map.entry("positions", Positions::read),
            Map.entry("repeat", Repeat::read),
            Map.entry("rescale", Rescale::read),
            Map.entry("reshape", Reshape::read),
            Map.entry("residual", Residual::read),
            Map.entry("skip", Skip::read),
            Map.entry("spectral_features", SpectralFeatures::read),
            Map.entry("squeeze_excite", SqueezeExcite::read),
            Map.entry("tokens", fields -> new Tokens()),
            Map.entry("transpose", fields -> new Transpose()),
            Map.entry("upsample", Upsample::read),
            Map.entry("when", When::read));

    /** {@code relu} alone is short for {@code activation: relu}. */
    private static final Set<String> ACTIVATIONS = Arrays.stream(Activation.Function.values())
            .map(function -> function.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());

    private LayerReader() {}

    static Set<String> kinds() {
        return new TreeSet<>(KINDS.keySet());
    }

    static List<Layer> layers(JsonNode list, String path, int depth, List<Fault> faults) {
        List<Layer> layers = new ArrayList<>();
        if (!list.isArray() || list.isEmpty() || list.size() > LONGEST) {
            String found = list.isArray() ? list.size() + " of them" : list.toString();
            faults.add(new Fault(path, "expected a list of 1 to " + LONGEST + " layers, found " + found));
            return layers;
        }
        if (depth > DEEPEST) {
            faults.add(new Fault(path, "layers are nested deeper than " + DEEPEST + " levels"));
            return layers;
        }
        for (int i = 0; i < list.size(); i++) {
            Layer layer = layer(list.get(i), path + "[" + i + "]", depth, faults);
            if (layer != null) {
                layers.add(layer);
            }
        }
        return List.copyOf(layers);
    }

    private static Layer layer(JsonNode entry, String path, int depth, List<Fault> faults) {
        if (entry.isTextual()) {
            boolean activation = ACTIVATIONS.contains(entry.textValue());
            return activation
                    ? layer("activation", entry, path, depth, faults)
                    : layer(entry.textValue(), MissingNode.getInstance(), path, depth, faults);
        }
        if (!entry.isObject() || entry.size() != 1) {
            faults.add(new Fault(path, "expected one layer, such as conv: {filters: 16}, found " + entry));
            return null;
        }
        String kind = entry.fieldNames().next();
        return layer(kind, entry.get(kind), path, depth, faults);
    }

    private static Layer layer(String kind, JsonNode settings, String path, int depth, List<Fault> faults) {
        Function<Fields, Layer> reader = KINDS.get(kind);
        if (reader == null) {
            Set<String> known = new HashSet<>(KINDS.keySet());
            known.addAll(ACTIVATIONS);
            String hint = Spelling.hint(kind, known);
            String all = " Known: " + String.join(", ", new TreeSet<>(known));
            faults.add(new Fault(path, "unknown layer '" + kind + "'." + (hint.isEmpty() ? all : hint)));
            return null;
        }
        JsonNode given = settings.isMissingNode() ? JsonNodeFactory.instance.objectNode() : settings;
        Fields fields = new Fields(given, path + "." + kind, depth, faults);
        Layer layer = reader.apply(fields);
        fields.finish();
        return layer;
    }
}
