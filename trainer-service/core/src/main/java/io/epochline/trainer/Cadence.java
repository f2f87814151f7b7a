package io.epochline.trainer;

import io.epochline.compute.ir.Shape;
import io.epochline.compute.loss.Loss;
import io.epochline.events.spec.Recorded;
import io.epochline.events.spec.TrainingJob;
import java.util.EnumMap;
import java.util.Map;

/** Which steps of a network's training something is kept of, and whether it can be. */
final class Cadence {

    private static final int LINES = 1000;

    /**
     * The largest network whose curvature is estimated. Beyond it an estimate costs minutes, and two numbers of eight bytes
     * for each parameter.
     */
    private static final int MOST_PARAMETERS = 1_000_000;

    private Cadence() {}

    /**
     * For each artifact, how many steps lie between two of which it keeps something: as the job asks, but vectors only as
     * often as they fit, and curvature, which is dear, once an epoch at most.
     *
     * @param vectorBytes what all vectors of an artifact may take
     * @throws TrainerException if not even one of them fits
     */
    static Map<Recorded, Long> of(TrainingJob job, int stepsPerEpoch, int parameters, long vectorBytes) {
        long steps = (long) job.epochs() * stepsPerEpoch;
        long asked = job.recordEvery() == null ? Math.ceilDiv(steps, LINES) : job.recordEvery();
        Map<Recorded, Long> cadence = new EnumMap<>(Recorded.class);
        for (Recorded artifact : job.record()) {
            cadence.put(
                    artifact,
                    switch (artifact) {
                        case DIAG_STEPS -> asked;
                        case GRADS -> spaced(artifact, asked, steps, (long) Float.BYTES * parameters, vectorBytes);
                        case CURVATURE ->
                            spaced(
                                    artifact,
                                    Math.ceilDiv(asked, stepsPerEpoch) * stepsPerEpoch,
                                    steps,
                                    2L * Double.BYTES * parameters,
                                    vectorBytes);
                        case PRECOND -> throw new IllegalArgumentException("networks have no preconditioner to record");
                    });
        }
        return cadence;
    }

    /** The least multiple of {@code every} at which all rows fit. */
    private static long spaced(Recorded artifact, long every, long steps, long rowBytes, long mostBytes) {
        long fitting = mostBytes / rowBytes;
        if (fitting == 0) {
            throw TrainerException.job(
                    "record: a row of %s takes %d bytes for this model, and the trainer keeps %d at most. Maybe without %s, or"
                            + " a trainer with a larger epochline.trainer.theta-bytes.",
                    artifact.label(), rowBytes, mostBytes, artifact.label());
        }
        return every * Math.ceilDiv(Math.ceilDiv(steps, every), fitting);
    }

    /** @throws TrainerException if a curvature is asked for that would say nothing, or cost too much */
    static void check(TrainingJob job, Loss loss, long parameters, Shape prediction, Shape target) {
        if (!job.record().contains(Recorded.CURVATURE)) {
            return;
        }
        if (parameters > MOST_PARAMETERS) {
            throw TrainerException.job(
                    "record: curvature is estimated for at most %d parameters, found %d. Maybe record: [diag_steps].",
                    MOST_PARAMETERS, parameters);
        }
        if (!loss.curves(prediction.prepend(job.batchSize()), target.prepend(job.batchSize()))) {
            throw TrainerException.job(
                    "record: curvature needs a loss whose slope changes with the prediction, found %s, which is of straight"
                            + " pieces. Maybe loss: charbonnier, or without curvature.",
                    loss.canonical());
        }
    }
}
