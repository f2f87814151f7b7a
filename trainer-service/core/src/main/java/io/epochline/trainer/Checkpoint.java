package io.epochline.trainer;

import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzWriter;
import io.epochline.compute.engine.EngineState;
import io.epochline.trainer.recording.Columns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All that a run needs to go on as if it had never stopped, between any two steps, beside the segments of its trace.
 *
 * @param job a fingerprint: a checkpoint of another job or of other data is not gone on from
 * @param epochs how many are finished
 * @param epochSteps how many steps of the next one have been taken
 * @param steps those of them that are in no segment yet
 * @param recording what is kept of single steps, and in no part yet
 * @param best what the model was at the end of the best epoch; empty before there is one
 * @param epochSeconds spent in the epoch that is going on
 */
record Checkpoint(
        String job,
        EngineState engine,
        int epochs,
        int epochSteps,
        Map<String, NpyArray> steps,
        Map<String, NpyArray> recording,
        Weights best,
        double epochSeconds) {

    private static final String RECORDING = "recording.";

    void writeTo(NpzWriter archive) throws IOException {
        archive.add("job", NpyArray.of(new String[] {job}, 1));
        archive.add("theta", vector(engine.theta()));
        archive.add("model_state", vector(engine.modelState()));
        for (int i = 0; i < engine.optimizerState().size(); i++) {
            archive.add("optimizer_" + i, vector(engine.optimizerState().get(i)));
        }
        archive.add("steps", NpyArray.of(new long[] {engine.steps()}, 1));
        archive.add("learning_rate", NpyArray.of(new double[] {engine.learningRate()}, 1));
        archive.add("loss_scale", NpyArray.of(new double[] {engine.lossScale()}, 1));
        archive.add("best_theta", vector(best.theta()));
        archive.add("best_model_state", vector(best.modelState()));
        archive.add("epochs", NpyArray.of(new long[] {epochs, epochSteps}, 2));
        archive.add("epoch_seconds", NpyArray.of(new double[] {epochSeconds}, 1));
        for (Map.Entry<String, NpyArray> series : steps.entrySet()) {
            archive.add(series.getKey(), series.getValue());
        }
        for (Map.Entry<String, NpyArray> kept : recording.entrySet()) {
            archive.add(RECORDING + kept.getKey(), kept.getValue());
        }
    }

    static Checkpoint of(Map<String, NpyArray> arrays) {
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
        long[] epochs = arrays.get("epochs").longs();
        return new Checkpoint(
                arrays.get("job").strings()[0],
                engine,
                (int) epochs[0],
                (int) epochs[1],
                arrays,
                Columns.below(RECORDING, arrays),
                new Weights(
                        arrays.get("best_theta").floats(),
                        arrays.get("best_model_state").floats()),
                arrays.get("epoch_seconds").doubles()[0]);
    }

    private static NpyArray vector(float[] values) {
        return NpyArray.of(values, values.length);
    }
}
