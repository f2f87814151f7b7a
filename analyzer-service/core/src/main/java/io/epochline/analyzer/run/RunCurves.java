package io.epochline.analyzer.run;

import io.epochline.artifacts.ArtifactException;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.curve.Curves;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.artifacts.npz.NpzReader;

/** Reads the loss curves of a run from its {@code trace.npz}. */
public final class RunCurves {
    private static final double[] NOTHING = {};

    private RunCurves() {}

    /**
     * The losses of each epoch.
     *
     * @throws ArtifactException when there is no trace, or none that can be read, or the store does not answer
     */
    public static Curves read(ArtifactStore store, RunLayout run) {
        try (NpzReader trace = NpzReader.of(store.get(run.trace()))) {
            return Curves.ofLosses(
                    trace.read("epoch").doubles(),
                    trace.read("train_loss").doubles(),
                    trace.read("val_loss").doubles());
        }
    }

    /** The loss of the first step; null where there was none. */
    static Double firstLoss(ArtifactStore store, RunLayout run) {
        try (NpzReader trace = NpzReader.of(store.get(run.trace()))) {
            double[] losses = trace.read("loss").doubles();
            return losses.length == 0 ? null : (Double) losses[0];
        }
    }

    /** Of a run that has none. */
    public static Curves none() {
        return Curves.ofLosses(NOTHING, NOTHING, NOTHING);
    }
}
