package io.epochline.trainer.objective;

import io.epochline.artifacts.npz.NpyArray;
import io.epochline.trainer.recording.Columns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that a run needs to go on as if it had never stopped, between any two steps.
 *
 * @param recording of the epoch that is going on
 * @param epochs of those that are over
 * @param epochSeconds spent in the epoch that is going on
 */
record ObjectiveCheckpoint(
        DescentState descent, Map<String, NpyArray> recording, Map<String, NpyArray> epochs, double epochSeconds) {

    private static final String MOMENT = "moment_";
    private static final String PRECONDITIONING = "preconditioning.";
    private static final String RECORDING = "recording.";
    private static final String EPOCHS = "epochs.";

    Map<String, NpyArray> arrays() {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("steps", NpyArray.of(new long[] {descent.steps()}, 1));
        arrays.put("shortening", NpyArray.of(new double[] {descent.shortening()}, 1));
        arrays.put("epoch_seconds", NpyArray.of(new double[] {epochSeconds}, 1));
        arrays.put("theta", NpyArray.of(descent.theta(), descent.theta().length));
        for (int i = 0; i < descent.moments().size(); i++) {
            float[] moment = descent.moments().get(i);
            arrays.put(MOMENT + i, NpyArray.of(moment, moment.length));
        }
        descent.preconditioning()
                .forEach((name, values) -> arrays.put(PRECONDITIONING + name, NpyArray.of(values, values.length)));
        recording.forEach((name, array) -> arrays.put(RECORDING + name, array));
        epochs.forEach((name, array) -> arrays.put(EPOCHS + name, array));
        return arrays;
    }

    static ObjectiveCheckpoint of(Map<String, NpyArray> arrays) {
        List<float[]> moments = new ArrayList<>();
        while (arrays.containsKey(MOMENT + moments.size())) {
            moments.add(arrays.get(MOMENT + moments.size()).floats());
        }
        Map<String, double[]> preconditioning = new LinkedHashMap<>();
        Columns.below(PRECONDITIONING, arrays).forEach((name, array) -> preconditioning.put(name, array.doubles()));
        DescentState descent = new DescentState(
                arrays.get("steps").longs()[0],
                arrays.get("shortening").doubles()[0],
                arrays.get("theta").floats(),
                moments,
                preconditioning);
        return new ObjectiveCheckpoint(
                descent,
                Columns.below(RECORDING, arrays),
                Columns.below(EPOCHS, arrays),
                arrays.get("epoch_seconds").doubles()[0]);
    }
}
