package io.epochline.trainer;

import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzReader;
import io.epochline.artifacts.npz.NpzWriter;
import io.epochline.compute.engine.EngineState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that a run needs to go on as if it had never stopped, between any two steps.
 *
 * @param job a fingerprint: a checkpoint of another job or of other data is not gone on from
 * @param best what the model was at the end of the best epoch; empty before there is one
 * @param epochSeconds spent in the epoch that is going on
 */
record Checkpoint(String job, EngineState engine, Trace trace, Weights best, double epochSeconds) {

    byte[] toBytes() {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("job", NpyArray.of(new String[] {job}));
        arrays.put("theta", vector(engine.theta()));
        arrays.put("model_state", vector(engine.modelState()));
        for (int i = 0; i < engine.optimizerState().size(); i++) {
            arrays.put("optimizer_" + i, vector(engine.optimizerState().get(i)));
        }
        arrays.put("steps", NpyArray.of(new long[] {engine.steps()}));
        arrays.put("learning_rate", NpyArray.of(new double[] {engine.learningRate()}));
        arrays.put("loss_scale", NpyArray.of(new double[] {engine.lossScale()}));
        arrays.put("best_theta", vector(best.theta()));
        arrays.put("best_model_state", vector(best.modelState()));
        arrays.put("epoch_seconds", NpyArray.of(new double[] {epochSeconds}));
        TraceArrays.putSteps(arrays, trace, 0);
        TraceArrays.putEpochs(arrays, trace.epochs());
        return NpzWriter.bytes(arrays);
    }

    static Checkpoint of(byte[] bytes) {
        Map<String, NpyArray> arrays = NpzReader.readAll(bytes);
        List<float[]> optimizer = new ArrayList<>();
        while (arrays.containsKey("optimizer_" + optimizer.size())) {
            optimizer.add(arrays.get("optimizer_" + optimizer.size()).floats());
        }
        EngineState engine = new EngineState(
                arrays.get("theta").floats(),
                arrays.get("model_state").floats(),
                optimizer,
                arrays.get("steps").longs()[0],
                arrays.get("learning_rate").doubles()[0],
                arrays.get("loss_scale").doubles()[0]);
        return new Checkpoint(
                arrays.get("job").strings()[0],
                engine,
                TraceArrays.read(arrays),
                new Weights(
                        arrays.get("best_theta").floats(),
                        arrays.get("best_model_state").floats()),
                arrays.get("epoch_seconds").doubles()[0]);
    }

    private static NpyArray vector(float[] values) {
        return NpyArray.of(values, values.length);
    }
}
