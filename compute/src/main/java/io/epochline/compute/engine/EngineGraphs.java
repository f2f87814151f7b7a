package io.epochline.compute.engine;

import io.epochline.compute.gradient.Gradients;
import io.epochline.compute.ir.Graph;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Node;
import io.epochline.compute.ir.Op;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.network.Mode;
import io.epochline.compute.network.Model;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The graphs of a training run, for any batch size. */
final class EngineGraphs {

    static final String X = "x";
    static final String TARGET = "target";
    static final String PREDICTION = "prediction";
    static final String LOSS = "loss";
    static final String GRADIENT = "gradient.";
    static final String NEXT = "next.";
    static final String LOSS_SCALE = "loss_scale";
    static final String VECTOR = "vector.";
    static final String PRODUCT = "product.";

    private final EngineSpec spec;

    EngineGraphs(EngineSpec spec) {
        this.spec = spec;
    }

    /** The number of values of an example. */
    int inputSize() {
        return spec.input().size();
    }

    /** The number of values of an example's target. */
    int targetSize() {
        return spec.target().size();
    }

    /** Refuses what does not fit together, before anything is compiled. */
    void check() {
        step(2);
        evaluation(2);
    }

    /** The loss of a batch, its gradient in each parameter, and what each state is next. */
    Graph step(int batch) {
        GraphBuilder b = new GraphBuilder();
        Model.Forward forward = spec.model().forward(b, x(b, batch), Mode.TRAIN);
        Value loss = loss(b, forward, batch);
        Map<String, Value> parameters = parameters(b);
        outputs(b, GRADIENT, parameters, gradients(b, loss, List.copyOf(parameters.values())));
        forward.nextStates().forEach((name, next) -> b.output(NEXT + name, next));
        return b.build();
    }

    /** The product of the Hessian of a batch's loss with a vector, part by part for each parameter. */
    Graph hessian(int batch) {
        GraphBuilder b = new GraphBuilder();
        Value loss = loss(b, spec.model().forward(b, x(b, batch), Mode.TRAIN), batch);
        Map<String, Value> parameters = parameters(b);
        List<Value> vector = new ArrayList<>();
        parameters.forEach((name, parameter) -> vector.add(b.input(VECTOR + name, parameter.type())));
        List<Value> wrt = List.copyOf(parameters.values());
        outputs(b, PRODUCT, parameters, Gradients.hessianVectorProduct(b, loss, wrt, vector));
        return b.build();
    }

    private Value loss(GraphBuilder b, Model.Forward forward, int batch) {
        Value loss = spec.loss().apply(b, forward.prediction(), target(b, batch));
        b.output(LOSS, loss);
        return loss;
    }

    /** By name, in the order of the graph. */
    private static Map<String, Value> parameters(GraphBuilder b) {
        Map<String, Value> parameters = new LinkedHashMap<>();
        for (Node node : b.nodes()) {
            if (node.op() instanceof Op.Parameter parameter) {
                parameters.put(parameter.name(), node.output());
            }
        }
        return parameters;
    }

    private static void outputs(GraphBuilder b, String prefix, Map<String, Value> parameters, List<Value> values) {
        Iterator<Value> value = values.iterator();
        parameters.keySet().forEach(name -> b.output(prefix + name, value.next()));
    }

    private List<Value> gradients(GraphBuilder b, Value loss, List<Value> parameters) {
        if (!spec.execution().scalesLoss()) {
            return Gradients.of(b, loss, parameters);
        }
        Value scale = b.input(LOSS_SCALE, ValueType.f32());
        return Gradients.of(b, b.multiply(loss, scale), parameters).stream()
                .map(gradient -> b.divide(gradient, scale))
                .toList();
    }

    /** The prediction for a batch, and its objective. */
    Graph evaluation(int batch) {
        GraphBuilder b = new GraphBuilder();
        Value prediction = infer(b, batch);
        b.output(PREDICTION, prediction);
        b.output(LOSS, spec.objective().apply(b, prediction, target(b, batch)));
        return b.build();
    }

    /** The prediction alone. */
    Graph prediction(int batch) {
        GraphBuilder b = new GraphBuilder();
        b.output(PREDICTION, infer(b, batch));
        return b.build();
    }

    private Value infer(GraphBuilder b, int batch) {
        return spec.model().forward(b, x(b, batch), Mode.INFER).prediction();
    }

    private Value x(GraphBuilder b, int batch) {
        return b.input(X, ValueType.f32(spec.input().prepend(batch)));
    }

    private Value target(GraphBuilder b, int batch) {
        return b.input(TARGET, ValueType.f32(spec.target().prepend(batch)));
    }
}
