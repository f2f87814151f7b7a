package io.epochline.analyzer.proposal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.compute.ComputeException;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.loss.Head;
import io.epochline.compute.network.Network;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Fits named networks to the shapes of a task, and refuses those that do not build. */
final class ModelFit {

    /** The params that the named networks use for the last axis of their output. */
    private static final List<String> OUTPUT_PARAMS = List.of("out_len", "outputs", "classes");

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final CurrentSetup setup;
    private final Optional<Network> current;
    private final Optional<Shape> output;

    private ModelFit(CurrentSetup setup, Optional<Network> current) {
        this.setup = setup;
        this.current = current;
        this.output = setup.targetShape() == null ? Optional.empty() : output();
    }

    static ModelFit to(CurrentSetup setup) {
        return new ModelFit(setup, setup.model() == null ? Optional.empty() : read(setup.model()));
    }

    /**
     * The network of a remedy for this task: as it is named, with its output param set, or with its last layers replaced.
     * Empty where none of these maps the input shape to that of a prediction, where the run used it, and for pairs, whose
     * items one scorer must see one by one.
     */
    Optional<JsonNode> document(Remedies.Remedy remedy) {
        String name = remedy.name();
        boolean used = current.filter(network -> network.name().equals(name)).isPresent();
        if (used || setup.head() == Head.PAIR || !Network.names().contains(name)) {
            return Optional.empty();
        }
        if (setup.inputShape() == null || output.isEmpty()) {
            return remedy.needsShapes() ? Optional.empty() : Optional.of(JSON.textNode(name));
        }
        return Stream.concat(
                        Stream.of(JSON.textNode(name)),
                        Stream.concat(OUTPUT_PARAMS.stream().map(param -> withParam(name, param)), withHead(name)))
                .filter(this::builds)
                .findFirst();
    }

    /** How many parameters a proposed network has, and the run's, where both are known. */
    Optional<String> sizes(JsonNode model) {
        Optional<Integer> proposed = parameters(read(model));
        Optional<Integer> now = parameters(current);
        return proposed.map(count -> "it has %,d parameters".formatted(count)
                + now.map(of -> ", the present model %,d".formatted(of)).orElse(""));
    }

    /** Of a prediction: by the target where that decides it, otherwise what the present model gives. */
    private Optional<Shape> output() {
        return setup.head()
                .prediction(setup.targetShape())
                .or(() -> built(current, network -> network.outputShape(setup.inputShape())));
    }

    private Optional<Integer> parameters(Optional<Network> network) {
        return built(network, built -> built.parameterCount(setup.inputShape()));
    }

    /** What a network is for the task's inputs; empty where it does not take them, or they are not known. */
    private <T> Optional<T> built(Optional<Network> network, Function<Network, T> property) {
        if (setup.inputShape() == null) {
            return Optional.empty();
        }
        try {
            return network.map(property);
        } catch (ComputeException e) {
            return Optional.empty();
        }
    }

    private JsonNode withParam(String name, String param) {
        Shape shape = output.orElseThrow();
        ObjectNode model = JSON.objectNode().put("name", name);
        model.putObject("params").put(param, shape.rank() == 0 ? 1 : shape.dim(-1));
        return model;
    }

    private Stream<JsonNode> withHead(String name) {
        ObjectNode model = Network.named(name).document().deepCopy();
        ArrayNode layers = (ArrayNode) model.get("layers");
        while (!layers.isEmpty() && !layers.get(layers.size() - 1).has("dense")) {
            layers.remove(layers.size() - 1);
        }
        if (layers.isEmpty()) {
            return Stream.empty();
        }
        layers.remove(layers.size() - 1);
        Shape shape = output.orElseThrow();
        layers.addObject().putObject("dense").put("units", shape.size()).put("init", "glorot");
        if (shape.rank() != 1) {
            ArrayNode reshape = layers.addObject().putArray("reshape");
            shape.dims().forEach(reshape::add);
        }
        return Stream.of(model);
    }

    private boolean builds(JsonNode model) {
        try {
            return Network.parse(model).outputShape(setup.inputShape()).equals(output.orElseThrow());
        } catch (ComputeException e) {
            return false;
        }
    }

    private static Optional<Network> read(JsonNode model) {
        try {
            return Optional.of(Network.parse(model));
        } catch (ComputeException e) {
            return Optional.empty();
        }
    }
}
