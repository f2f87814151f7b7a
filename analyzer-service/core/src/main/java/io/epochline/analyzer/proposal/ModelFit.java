package io.epochline.analyzer.proposal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.compute.ComputeException;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.loss.Head;
import io.epochline.compute.network.LayerSummary;
import io.epochline.compute.network.Network;
import io.epochline.events.Cost;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Fits named networks to the shapes of a task, and refuses those that do not build. */
final class ModelFit {

    /** The params that the named networks use for the last axis of their output. */
    private static final List<String> OUTPUT_PARAMS = List.of("out_len", "outputs", "classes");

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private record Fitted(String name, Shape input, Shape output) {}

    private record Sized(Network network, Shape input) {}

    private record Size(long parameters, long flops) {}

    private static final Recent<Fitted, Optional<JsonNode>> FITS = new Recent<>(500);
    private static final Recent<Sized, Optional<Size>> SIZES = new Recent<>(500);
    private static final Recent<JsonNode, Optional<Network>> NETWORKS = new Recent<>(500);

    private final CurrentSetup setup;
    private final Optional<Network> current;
    private final Optional<Shape> output;

    private ModelFit(CurrentSetup setup, Optional<Network> current) {
        this.setup = setup;
        this.current = current;
        this.output = output();
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
        return FITS.of(new Fitted(name, setup.inputShape(), output.get()), () -> fitting(name));
    }

    private Optional<JsonNode> fitting(String name) {
        return Stream.concat(
                        Stream.of(JSON.textNode(name)),
                        Stream.concat(OUTPUT_PARAMS.stream().map(param -> withParam(name, param)), withHead(name)))
                .filter(this::builds)
                .findFirst();
    }

    /** How many parameters a proposed network has, and the run's, where both are known. */
    Optional<String> sizes(JsonNode model) {
        return size(read(model))
                .map(proposed -> "it has %,d parameters".formatted(proposed.parameters())
                        + size(current)
                                .map(now -> ", the present model %,d".formatted(now.parameters()))
                                .orElse(""));
    }

    /** What it costs beside the run's. */
    Cost cost(JsonNode model) {
        Optional<Size> proposed = size(read(model));
        Optional<Size> now = size(current);
        return new Cost(
                proposed.map(Size::parameters).orElse(null),
                ratio(proposed.map(Size::parameters), now.map(Size::parameters)),
                ratio(proposed.map(Size::flops), now.map(Size::flops)));
    }

    private Optional<Size> size(Optional<Network> network) {
        return network.filter(known -> setup.inputShape() != null)
                .flatMap(known -> SIZES.of(new Sized(known, setup.inputShape()), () -> built(network, this::measure)));
    }

    private Size measure(Network network) {
        long parameters = 0;
        long flops = 0;
        for (LayerSummary layer : network.summary(setup.inputShape())) {
            parameters += layer.depth() == 0 ? layer.parameters() : 0;
            flops += layer.depth() == 0 ? layer.flops() : 0;
        }
        return new Size(parameters, flops);
    }

    /** To three digits, so that it reads well. */
    private static Double ratio(Optional<Long> of, Optional<Long> over) {
        return of.isPresent() && over.isPresent() && over.get() > 0
                ? (Double) new BigDecimal(of.get() / (double) over.get())
                        .round(new MathContext(3))
                        .doubleValue()
                : null;
    }

    /** Of a prediction: by the target where that decides it, otherwise what the present model gives. */
    private Optional<Shape> output() {
        return Optional.ofNullable(setup.targetShape())
                .flatMap(setup.head()::prediction)
                .or(() -> built(current, network -> network.outputShape(setup.inputShape())));
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
        return NETWORKS.of(model, () -> parsed(model));
    }

    private static Optional<Network> parsed(JsonNode model) {
        try {
            return Optional.of(Network.parse(model));
        } catch (ComputeException e) {
            return Optional.empty();
        }
    }
}
