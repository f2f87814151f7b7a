package io.epochline.trainer;

import io.epochline.compute.engine.StepResult;
import io.epochline.compute.engine.TrainingEngine;
import java.util.List;

/** Takes the steps of an epoch, and measures what came of them. */
final class TrainingSteps {

    private final PreparedJob prepared;
    private final TrainingEngine engine;
    private final Batches batches;
    private final Progress progress;
    private final Trace trace;
    private final Validation validation;

    TrainingSteps(PreparedJob prepared, TrainingEngine engine, Batches batches, Progress progress) {
        this.prepared = prepared;
        this.engine = engine;
        this.batches = batches;
        this.progress = progress;
        this.trace = progress.trace();
        this.validation = new Validation(prepared, engine, batches);
    }

    /** The batches of the epoch that is going on, from the step on where it stands. */
    BatchStream batches() {
        int[] order = prepared.sampler().order(trace.epochs().size() + 1);
        return batches.stream(order, trace.epochSteps());
    }

    /** Takes a step on each of the next batches, as many as are best taken at once; false where one was refused. */
    boolean take(BatchStream stream) {
        BatchStream.Piece piece = stream.next(engine.stepsAtOnce());
        double[] rates = new double[piece.batches()];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = progress.learningRate(trace.steps() + i);
        }
        List<StepResult> steps = engine.steps(piece.inputs(), piece.targets(), piece.rows(), rates);
        for (int i = 0; i < steps.size(); i++) {
            engine.learningRate(rates[i]);
            trace.add(steps.get(i), rates[i]);
        }
        return steps.getLast().isFinite();
    }

    /** Validates the epoch whose steps are all taken. */
    EpochRecord measure() {
        double trainSeconds = progress.epochSeconds();
        long began = System.nanoTime();
        Validation.Result validated = validation.measure();
        return new EpochRecord(
                trace.epochs().size() + 1,
                trace.steps(),
                trace.loss.mean(trace.epochStart()),
                validated.loss(),
                validated.metrics(),
                engine.learningRate(),
                trace.gradNorm.last(),
                trace.stepNorm.last(),
                prepared.trainRows() / trainSeconds,
                trainSeconds + (System.nanoTime() - began) / 1e9);
    }

    /** Of the validation set. */
    Predictions predict() {
        return validation.predict();
    }
}
