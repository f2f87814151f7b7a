package io.epochline.trainer;

import io.epochline.artifacts.npz.NpyArray;
import io.epochline.compute.curvature.DiagonalEstimate;
import io.epochline.compute.engine.IndexMap;
import io.epochline.compute.engine.StepResult;
import io.epochline.events.ArtifactRef;
import io.epochline.events.spec.Recorded;
import io.epochline.trainer.recording.Columns;
import io.epochline.trainer.recording.RecordedParts;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What is kept of single steps beside the trace, where a job asks for it. Rows are held in memory, and in checkpoints, until
 * they are worth a part in the store; so a run takes the same memory however long it is.
 */
final class StepRecording {

    /** How much is held before it is put into the store. */
    static final long PART_BYTES = 4 << 20;

    private static final String EVERY = "every";
    private static final String PARTS = "parts";

    private final IndexMap parameters;
    private final Map<Recorded, Long> every;
    private final Map<Recorded, Columns> held = new EnumMap<>(Recorded.class);
    private int parts;

    /** @param cadence for each artifact, how many steps lie between two of which it keeps something */
    StepRecording(Map<Recorded, Long> cadence, IndexMap parameters) {
        this.parameters = parameters;
        this.every = new EnumMap<>(Recorded.class);
        this.every.putAll(cadence);
        every.keySet().forEach(artifact -> held.put(artifact, new Columns()));
    }

    /** For each artifact, how many steps lie between two of which it keeps something. */
    Map<Recorded, Long> every() {
        return Collections.unmodifiableMap(every);
    }

    /** Whether anything is kept of the step after so many. */
    boolean keeps(int step) {
        for (long steps : every.values()) {
            if (step % steps == 0) {
                return true;
            }
        }
        return false;
    }

    boolean keeps(Recorded artifact, int step) {
        return every.containsKey(artifact) && step % every.get(artifact) == 0;
    }

    /** How many steps, at most so many, can be taken before one that is kept. */
    int until(int step, int most) {
        long until = most;
        for (long steps : every.values()) {
            until = Math.min(until, steps - step % steps);
        }
        return (int) until;
    }

    /**
     * Keeps what is wanted of a step.
     *
     * @param step how many were taken before it
     * @param gradient {@code f32[parameters]}, before clipping
     */
    void add(int step, StepResult taken, double lr, float[] gradient) {
        if (keeps(Recorded.DIAG_STEPS, step)) {
            Columns lines = held.get(Recorded.DIAG_STEPS);
            lines.count("step", step);
            lines.add("loss", taken.loss());
            lines.add("grad_norm", taken.gradNorm());
            lines.add("step_norm", taken.stepNorm());
            lines.add("lr", lr);
            for (IndexMap.Entry block : parameters.entries()) {
                lines.add("grad_norm." + block.name(), norm(gradient, block));
            }
        }
        if (keeps(Recorded.GRADS, step)) {
            held.get(Recorded.GRADS).count("step", step);
            held.get(Recorded.GRADS).row("gradient", gradient);
        }
    }

    /** Keeps an estimate of the diagonal of the Hessian where a step began. */
    void add(int step, DiagonalEstimate estimate) {
        Columns curvature = held.get(Recorded.CURVATURE);
        curvature.count("step", step);
        curvature.count("negatives", estimate.negatives());
        curvature.count("products", estimate.products());
        curvature.row("curvature", estimate.diagonal());
        curvature.row("standard_error", estimate.standardError());
    }

    /** Whether what is held is worth a part. */
    boolean isFull() {
        long bytes = 0;
        for (Columns rows : held.values()) {
            bytes += rows.bytes();
        }
        return bytes >= PART_BYTES;
    }

    /** Puts what is held into the store. */
    void putPart(RecordedParts store) {
        parts++;
        held.forEach((artifact, rows) -> store.put(artifact, parts, rows));
        held.values().forEach(Columns::clear);
    }

    /** Puts each artifact as a whole. */
    void conclude(RecordedParts store, BiConsumer<String, ArtifactRef> keep) {
        held.forEach((artifact, rows) ->
                store.putWhole(artifact, parts, rows).ifPresent(whole -> keep.accept(artifact.label(), whole)));
    }

    /** All that a later attempt goes on from; nothing where nothing is asked for. */
    Map<String, NpyArray> arrays() {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        if (held.isEmpty()) {
            return arrays;
        }
        arrays.put(PARTS, NpyArray.of(new long[] {parts}, 1));
        every.forEach(
                (artifact, steps) -> arrays.put(artifact.label() + "." + EVERY, NpyArray.of(new long[] {steps}, 1)));
        held.forEach((artifact, rows) ->
                rows.arrays().forEach((name, array) -> arrays.put(artifact.label() + ".rows." + name, array)));
        return arrays;
    }

    /** Goes on as {@link #arrays} says, at the cadence that the run began with. */
    void restore(Map<String, NpyArray> arrays) {
        if (held.isEmpty()) {
            return;
        }
        parts = (int) arrays.get(PARTS).longs()[0];
        every.replaceAll(
                (artifact, steps) -> arrays.get(artifact.label() + "." + EVERY).longs()[0]);
        held.forEach((artifact, rows) -> {
            rows.clear();
            rows.append(Columns.below(artifact.label() + ".rows.", arrays));
        });
    }

    private static double norm(float[] gradient, IndexMap.Entry block) {
        int end = block.offset() + block.shape().size();
        double squares = 0;
        for (int i = block.offset(); i < end; i++) {
            squares += (double) gradient[i] * gradient[i];
        }
        return Math.sqrt(squares);
    }
}
