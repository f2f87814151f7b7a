package io.epochline.compute.network;

import io.epochline.compute.ComputeException;
import io.epochline.compute.ir.Flops;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Node;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a layer is built: its place in the document, the prefix of its parameters' names, and the graph.
 *
 * @param path such as {@code layers[3].conv}
 * @param name such as {@code conv2}
 */
record Scope(Trace trace, String path, String name) {
    private static final int MOST_LAYERS = 2000;
    private static final long MOST_PARAMETERS = 500_000_000;

    /** What all scopes of one build share. */
    record Trace(
            GraphBuilder g,
            Mode mode,
            int batch,
            Map<String, Integer> counts,
            List<ParameterSpec> parameters,
            List<StateSpec> states,
            List<NoiseSpec> noise,
            Map<String, Value> nextStates,
            List<LayerSummary> summaries) {
        String next(String kind) {
            return kind + counts.merge(kind, 1, Integer::sum);
        }

        int layers() {
            return counts.values().stream().mapToInt(count -> count).sum();
        }

        long elements() {
            return parameters.stream()
                    .mapToLong(parameter -> parameter.shape().size())
                    .sum();
        }
    }

    static Scope root(GraphBuilder g, Mode mode, int batch) {
        return new Scope(
                new Trace(
                        g,
                        mode,
                        batch,
                        new HashMap<>(),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new HashMap<>(),
                        new ArrayList<>()),
                "",
                "");
    }

    GraphBuilder g() {
        return trace.g();
    }

    boolean training() {
        return trace.mode() == Mode.TRAIN;
    }

    /** Builds layers one after the other. */
    Value sequence(List<Layer> layers, Value x) {
        Value value = x;
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            String place = (path.isEmpty() ? "" : path + ".") + "layers[" + i + "]." + layer.kind();
            Scope scope = new Scope(trace, place, trace.next(layer.kind()));
            if (trace.layers() > MOST_LAYERS) {
                throw NetworkException.misfit(place, "the network has more than " + MOST_LAYERS + " layers");
            }
            value = scope.apply(layer, value);
        }
        return value;
    }

    private Value apply(Layer layer, Value x) {
        int row = trace.summaries().size();
        trace.summaries().add(null);
        int firstNode = g().nodes().size();
        long before = trace.elements();
        try {
            Value y = layer.apply(this, x);
            List<Node> nodes = g().nodes().subList(firstNode, g().nodes().size());
            LayerSummary summary = new LayerSummary(
                    path, layer.title(), depth(), example(y).shape(), trace.elements() - before, Flops.of(nodes));
            trace.summaries().set(row, summary);
            return y;
        } catch (NetworkException e) {
            throw e;
        } catch (ComputeException e) {
            throw NetworkException.misfit(path, e.getMessage());
        }
    }

    private int depth() {
        return path.split("layers\\[", -1).length - 2;
    }

    /** The scope of a part of this layer, such as {@code residual1.projection}. */
    Scope part(String part) {
        return new Scope(trace, path, name + "." + part);
    }

    /** The scope of one of several lists of layers within this layer. */
    Scope branch(int index) {
        return new Scope(trace, path + "[" + index + "]", name);
    }

    Value parameter(String part, Shape shape, Initializer initializer, Value like) {
        String full = name + "." + part;
        trace.parameters().add(new ParameterSpec(full, shape, initializer));
        if (trace.elements() > MOST_PARAMETERS) {
            throw NetworkException.misfit(path, "the network has more than " + MOST_PARAMETERS + " parameters");
        }
        return g().parameter(full, like.type().withShape(shape));
    }

    /** What training changes without a gradient; it stays as it is unless {@link #next} says otherwise. */
    Value state(String part, Shape shape, Initializer initializer, Value like) {
        String full = name + "." + part;
        trace.states().add(new StateSpec(full, shape, initializer));
        Value state = g().input(full, like.type().withShape(shape));
        if (training()) {
            trace.nextStates().put(full, state);
        }
        return state;
    }

    /** What a state is after a step on this batch. */
    void next(String part, Value next) {
        trace.nextStates().put(name + "." + part, next);
    }

    /** Numbers from [0, 1), fed at each run, of the shape of {@code like}, whose batch may be items of each example. */
    Value noise(Value like) {
        String full = "noise." + name;
        int items = like.shape().dim(0) / trace.batch();
        Shape item = like.shape().dropFirst(1);
        Shape example = items == 1 ? item : item.prepend(items);
        trace.noise().add(new NoiseSpec(full, example));
        Value noise = g().input(full, like.type().withShape(example.prepend(trace.batch())));
        return g().reshape(noise, like.shape());
    }

    /** {@code x} must be {@code f32[batch, channels, height, width]}. */
    void needsImage(Value x) {
        if (x.rank() != 4) {
            String message = "needs %s[channels, height, width], got %s".formatted(x.dtype(), example(x));
            throw NetworkException.misfit(path, message + ". Maybe put it before flatten, or a reshape before it");
        }
    }

    /** {@code x} must be {@code f32[batch, tokens, features]}. */
    void needsTokens(Value x) {
        if (x.rank() != 3) {
            String message = "needs %s[tokens, features], got %s".formatted(x.dtype(), example(x));
            throw NetworkException.misfit(path, message + ". Maybe put tokens before it, which makes them of an image");
        }
    }

    /** The type of one example of a batch, for messages. */
    static ValueType example(Value x) {
        return x.type().withShape(x.shape().dropFirst(1));
    }
}
