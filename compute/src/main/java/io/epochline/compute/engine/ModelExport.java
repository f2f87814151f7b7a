package io.epochline.compute.engine;

import io.epochline.compute.gradient.Gradients;
import io.epochline.compute.ir.Graph;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.loss.Loss;
import io.epochline.compute.network.Mode;
import io.epochline.compute.network.Model;
import io.epochline.compute.network.NetworkPlan;
import io.epochline.compute.onnx.BatchedGraph;
import io.epochline.compute.onnx.OnnxWriter;
import io.epochline.compute.runtime.Buffers;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes an untrained model as ONNX files that any runtime runs: the model itself, and its loss with the gradient in every
 * parameter. Both are as in evaluation: dropout is off, and batch norm uses its running statistics.
 */
public final class ModelExport {

    private static final String GRADIENT = "grad.";

    private final Model model;
    private final NetworkPlan plan;

    /** @throws io.epochline.compute.ComputeException if the model does not take such examples */
    public ModelExport(Model model, Shape input) {
        this.model = model;
        this.plan = model.plan(input);
    }

    /** Input {@code x}, output {@code prediction}, any batch size; parameters as they start from the seed. */
    public byte[] prediction(long seed) {
        return OnnxWriter.write(BatchedGraph.of(this::prediction), startValues(seed));
    }

    /** As {@link #prediction(long)}, for one batch size. */
    public byte[] prediction(long seed, int batch) {
        return OnnxWriter.write(BatchedGraph.fixed(prediction(batch)), startValues(seed));
    }

    /**
     * Inputs {@code x}, {@code target} and every parameter by its name; outputs {@code loss} and {@code grad.<parameter>},
     * of the parameter's shape.
     *
     * @throws io.epochline.compute.ComputeException if the loss does not take the model's prediction
     */
    public byte[] gradients(Loss loss, int batch) {
        Shape target = loss.head().target(plan.output()).orElse(plan.output());
        GraphBuilder b = new GraphBuilder();
        Value prediction = forward(b, batch);
        Value value = loss.apply(b, prediction, b.input(EngineGraphs.TARGET, ValueType.f32(target.prepend(batch))));
        b.output(EngineGraphs.LOSS, value);
        Map<String, Value> parameters = b.build().parameters();
        List<Value> gradients = Gradients.of(b, value, new ArrayList<>(parameters.values()));
        int i = 0;
        for (String name : parameters.keySet()) {
            b.output(GRADIENT + name, gradients.get(i++));
        }
        return OnnxWriter.write(BatchedGraph.fixed(b.build()), states());
    }

    private Graph prediction(int batch) {
        GraphBuilder b = new GraphBuilder();
        b.output(EngineGraphs.PREDICTION, forward(b, batch));
        return b.build();
    }

    private Value forward(GraphBuilder b, int batch) {
        Value x = b.input(EngineGraphs.X, ValueType.f32(plan.input().prepend(batch)));
        return model.forward(b, x, Mode.INFER).prediction();
    }

    private Map<String, FloatBuffer> startValues(long seed) {
        FloatBuffer theta = Buffers.floats(plan.parameterCount());
        plan.initialise(seed, theta.duplicate());
        Map<String, FloatBuffer> values = states();
        values.putAll(IndexMap.ofParameters(plan).slices(theta, ""));
        return values;
    }

    private Map<String, FloatBuffer> states() {
        FloatBuffer values = Buffers.floats(plan.stateCount());
        plan.initialiseStates(values.duplicate());
        return IndexMap.ofStates(plan).slices(values, "");
    }
}
