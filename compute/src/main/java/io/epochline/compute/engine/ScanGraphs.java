package io.epochline.compute.engine;

import io.epochline.compute.ir.DType;
import io.epochline.compute.ir.Graph;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Scan;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.optim.Clipping;
import io.epochline.compute.optim.GraphUpdate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The step graph with the optimizer in it, from parameters to parameters, for any batch size.
 *
 * <p>What is carried is flat: {@code theta}, the moments and the model state are a vector each, of which every parameter
 * and state is a slice. So the optimizer is a dozen operators, however many parameters there are. A step that is refused
 * keeps everything as it was, and so do all after it.
 */
final class ScanGraphs {

    static final String THETA = "theta";
    static final String MODEL_STATE = "model_state";
    static final String MOMENT = "moment.";
    static final String GOING = "going";
    static final String NEXT = "next.";
    static final String LEARNING_RATE = "learning_rate";
    static final String NUMBER = "number";
    static final String GRADIENT_NORM = "gradient_norm";
    static final String STEP_NORM = "step_norm";

    private final EngineSpec spec;
    private final EngineGraphs graphs;
    private final IndexMap parameters;
    private final IndexMap states;

    ScanGraphs(EngineSpec spec, EngineGraphs graphs, IndexMap parameters, IndexMap states) {
        this.spec = spec;
        this.graphs = graphs;
        this.parameters = parameters;
        this.states = states;
    }

    int inputSize() {
        return graphs.inputSize();
    }

    int targetSize() {
        return graphs.targetSize();
    }

    Scan step(int batch) {
        Graph step = graphs.step(batch);
        GraphBuilder b = new GraphBuilder();
        Map<String, Value> carried = carriedInputs(b);
        Map<String, Value> results = b.inline(step, sources(b, step, carried));
        Value learningRate = b.input(LEARNING_RATE, ValueType.f32());
        Value number = b.input(NUMBER, ValueType.f32());

        Value theta = carried.get(THETA);
        Value gradient = flat(b, parameters, EngineGraphs.GRADIENT, results);
        Value loss = results.get(EngineGraphs.LOSS);
        Value norm = Clipping.norm(b, List.of(gradient));
        Value clipped = spec.clipping().apply(b, List.of(gradient), norm).getFirst();
        List<Value> moments = new ArrayList<>();
        for (int i = 0; i < spec.optimizer().momentCount(); i++) {
            moments.add(carried.get(MOMENT + i));
        }
        GraphUpdate update = spec.optimizer().update(b, theta, clipped, moments, learningRate, number);

        Value taken = b.and(b.greater(carried.get(GOING), b.constant(0)), b.and(finite(b, loss), finite(b, norm)));
        Map<String, Value> next = new HashMap<>();
        next.put(THETA, update.parameter());
        for (int i = 0; i < moments.size(); i++) {
            next.put(MOMENT + i, update.moments().get(i));
        }
        if (states.size() > 0) {
            next.put(MODEL_STATE, flat(b, states, EngineGraphs.NEXT, results));
        }
        next.put(GOING, b.constant(1));
        carried.forEach((name, before) ->
                b.output(NEXT + name, b.where(taken, next.get(name), name.equals(GOING) ? b.constant(0) : before)));
        b.output(EngineGraphs.LOSS, loss);
        b.output(GRADIENT_NORM, norm);
        b.output(STEP_NORM, Clipping.norm(b, List.of(b.subtract(update.parameter(), theta))));
        return new Scan(b.build(), carried.size());
    }

    private Map<String, Value> carriedInputs(GraphBuilder b) {
        Map<String, Value> carried = new LinkedHashMap<>();
        ValueType vector = ValueType.f32(parameters.size());
        carried.put(THETA, b.input(THETA, vector));
        for (int i = 0; i < spec.optimizer().momentCount(); i++) {
            carried.put(MOMENT + i, b.input(MOMENT + i, vector));
        }
        if (states.size() > 0) {
            carried.put(MODEL_STATE, b.input(MODEL_STATE, ValueType.f32(states.size())));
        }
        carried.put(GOING, b.input(GOING, ValueType.f32()));
        return carried;
    }

    /** What the step reads: slices of what is carried, and for each step the batch and its noise. */
    private Map<String, Value> sources(GraphBuilder b, Graph step, Map<String, Value> carried) {
        Map<String, Value> sources = new HashMap<>();
        slice(b, parameters, carried.get(THETA), sources);
        slice(b, states, carried.get(MODEL_STATE), sources);
        step.inputs().forEach((name, value) -> sources.computeIfAbsent(name, each -> b.input(each, value.type())));
        return sources;
    }

    private static void slice(GraphBuilder b, IndexMap map, Value flat, Map<String, Value> slices) {
        for (IndexMap.Entry entry : map.entries()) {
            int end = entry.offset() + entry.shape().size();
            slices.put(entry.name(), b.reshape(b.slice(flat, 0, entry.offset(), end), entry.shape()));
        }
    }

    private static Value flat(GraphBuilder b, IndexMap map, String prefix, Map<String, Value> results) {
        Value[] parts = map.entries().stream()
                .map(entry -> b.reshape(
                        results.get(prefix + entry.name()),
                        Shape.of(entry.shape().size())))
                .toArray(Value[]::new);
        return b.concat(0, parts);
    }

    private static Value finite(GraphBuilder b, Value x) {
        return b.lessOrEqual(b.abs(b.cast(x, DType.F32)), b.constant(Float.MAX_VALUE));
    }
}
