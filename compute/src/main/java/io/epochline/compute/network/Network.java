package io.epochline.compute.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An architecture: layers one after the other, read from a document.
 *
 * <pre>{@code
 * name: digits
 * params: {width: 16}
 * layers:
 *   - conv: {filters: "${width}", kernel: 3}
 *   - relu
 *   - max_pool: 2
 *   - flatten
 *   - dense: 10
 * }</pre>
 */
public final class Network implements Model {
    private final String name;
    private final String purpose;
    private final String whenToUse;
    private final Shape input;
    private final List<Layer> layers;

    Network(String name, String purpose, String whenToUse, Shape input, List<Layer> layers) {
        this.name = name;
        this.input = input;
        this.purpose = purpose;
        this.whenToUse = whenToUse;
        this.layers = layers;
    }

    /**
     * Reads YAML or JSON text: a document, the name of a network, or a name with {@code params}.
     *
     * @throws NetworkException telling all that is wrong with it, and where
     */
    public static Network parse(String text) {
        return parse(DocumentReader.tree(text));
    }

    /** As {@link #parse(String)}: {@code {name, layers, ...}}, {@code "cnn_small"} or {@code {name, params}}. */
    public static Network parse(JsonNode node) {
        if (node.isTextual()) {
            return named(node.textValue());
        }
        if (!node.isObject() || node.has("layers") || !node.has("name")) {
            return DocumentReader.network(node, Map.of());
        }
        Map<String, JsonNode> params = new LinkedHashMap<>();
        node.path("params").properties().forEach(entry -> params.put(entry.getKey(), entry.getValue()));
        return NamedNetworks.read(node.get("name").asText(), params);
    }

    public static Network named(String name) {
        return NamedNetworks.read(name, Map.of());
    }

    /** A named network with other numbers, words or flags for some of its {@code params}, such as {@code out_len}. */
    public static Network named(String name, Map<String, ?> params) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        params.forEach((key, value) -> values.put(key, DocumentReader.value(value)));
        return NamedNetworks.read(name, values);
    }

    public static List<String> names() {
        return NamedNetworks.NAMES;
    }

    /** The kinds of layers that documents may name. */
    public static Set<String> layers() {
        return LayerReader.kinds();
    }

    @Override
    public String name() {
        return name;
    }

    /** What it is made for; may be empty. */
    public String purpose() {
        return purpose;
    }

    /** The symptom that it answers; may be empty. */
    public String whenToUse() {
        return whenToUse;
    }

    /** The shape of the examples that it is usually given, if the document says one. */
    public Optional<Shape> input() {
        return Optional.ofNullable(input);
    }

    /** The document with all params filled in and all defaults written out; it parses back to an equal network. */
    public JsonNode document() {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("name", name);
        if (!purpose.isEmpty()) {
            document.put("purpose", purpose);
        }
        if (!whenToUse.isEmpty()) {
            document.put("when_to_use", whenToUse);
        }
        if (input != null) {
            input.dims().forEach(document.putArray("input")::add);
        }
        document.set("layers", LayerWriter.layers(layers));
        return document;
    }

    /**
     * {@inheritDoc}
     *
     * @throws NetworkException if the shapes do not fit, naming the layer
     */
    @Override
    public Forward forward(GraphBuilder g, Value x, Mode mode) {
        Scope root = Scope.root(g, mode, x.shape().dim(0));
        return new Forward(build(root, x), root.trace().nextStates());
    }

    /** The prediction of {@link #forward} alone. */
    public Value apply(GraphBuilder g, Value x, Mode mode) {
        return forward(g, x, mode).prediction();
    }

    @Override
    public NetworkPlan plan(Shape input) {
        Scope root = Scope.root(new GraphBuilder(), Mode.TRAIN, 1);
        Value x = root.g().input("x", ValueType.f32(input.prepend(1)));
        Shape output = build(root, x).shape().dropFirst(1);
        return new NetworkPlan(
                input,
                output,
                List.copyOf(root.trace().parameters()),
                List.copyOf(root.trace().states()),
                List.copyOf(root.trace().noise()));
    }

    /** What each layer comes to for examples of the given shape, in the order of the document. */
    public List<LayerSummary> summary(Shape input) {
        Scope root = Scope.root(new GraphBuilder(), Mode.INFER, 1);
        build(root, root.g().input("x", ValueType.f32(input.prepend(1))));
        return List.copyOf(root.trace().summaries());
    }

    /** The shape of an example's prediction. */
    public Shape outputShape(Shape input) {
        return plan(input).output();
    }

    public int parameterCount(Shape input) {
        return plan(input).parameterCount();
    }

    private Value build(Scope root, Value x) {
        try {
            return root.sequence(layers, x);
        } catch (NetworkException e) {
            throw e.in(name);
        }
    }

    /** Networks are equal when their names and layers are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Network that && name.equals(that.name) && layers.equals(that.layers);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + layers.hashCode();
    }

    @Override
    public String toString() {
        return document().toString();
    }
}
