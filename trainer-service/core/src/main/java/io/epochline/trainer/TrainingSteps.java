package io.epochline.trainer;

import io.epochline.compute.curvature.DiagonalEstimate;
import io.epochline.compute.curvature.Hutchinson;
import io.epochline.compute.engine.StepResult;
import io.epochline.compute.engine.TrainingEngine;
import io.epochline.compute.runtime.Buffers;
import io.epochline.events.spec.CurvatureSpec;
import io.epochline.events.spec.Recorded;
import io.epochline.trainer.data.Seeds;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;

/** Takes the steps of an epoch, and measures what came of them. */
final class TrainingSteps {

    private static final int PROBES = CurvatureSpec.Hutchinson.DEFAULT_PROBES;

    /** The random streams of curvature, one for each step; those of epochs are numbered from 1. */
    private static final long CURVATURE_STREAMS = Long.MIN_VALUE;

    private final PreparedJob prepared;
    private final TrainingEngine engine;
    private final Batches batches;
    private final Progress progress;
    private final Trace trace;
    private final StepRecording recording;
    private final Validation validation;
    private final float[] gradient;
    private final FloatBuffer told;

    TrainingSteps(PreparedJob prepared, TrainingEngine engine, Batches batches, Progress progress) {
        this.prepared = prepared;
        this.engine = engine;
        this.batches = batches;
        this.progress = progress;
        this.trace = progress.trace();
        this.recording = progress.recording();
        this.gradient =
                new float[recording.every().isEmpty() ? 0 : engine.indexMap().size()];
        this.told = Buffers.floats(gradient.length);
        this.validation = new Validation(prepared, engine, batches);
    }

    /** The batches of the epoch that is going on, from the step on where it stands. */
    BatchStream batches() {
        int[] order = prepared.sampler().order(trace.epochs().size() + 1);
        return batches.stream(order, trace.epochSteps());
    }

    /** Takes a step on each of the next batches, as many as are best taken at once; false where one was refused. */
    boolean take(BatchStream stream) {
        return recording.keeps(trace.steps())
                ? takeKept(stream.next(1))
                : takeSome(stream.next(recording.until(trace.steps(), engine.stepsAtOnce())));
    }

    private boolean takeSome(BatchStream.Piece piece) {
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

    private boolean takeKept(BatchStream.Piece piece) {
        int step = trace.steps();
        double rate = progress.learningRate(step);
        Optional<DiagonalEstimate> curvature =
                recording.keeps(Recorded.CURVATURE, step) ? Optional.of(curvature(piece)) : Optional.empty();
        engine.learningRate(rate);
        StepResult taken = engine.step(piece.inputs(), piece.targets(), piece.rows(), told);
        trace.add(taken, rate);
        told.get(0, gradient);
        recording.add(step, taken, rate, gradient);
        curvature.ifPresent(estimate -> recording.add(step, estimate));
        return taken.isFinite();
    }

    private DiagonalEstimate curvature(BatchStream.Piece piece) {
        return Hutchinson.diagonal(
                engine.hessian(piece.inputs(), piece.targets(), piece.rows()),
                engine.indexMap().size(),
                PROBES,
                Seeds.stream(prepared.job().seed(), CURVATURE_STREAMS + trace.steps()));
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
