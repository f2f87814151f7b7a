package io.epochline.trainer;

import io.epochline.artifacts.npz.DType;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.events.ArtifactRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * The trace of a run in the store: segment by segment while it goes on, whole at its end.
 *
 * <p>A segment is written once. An attempt that comes to an epoch again takes what is there, with the times of the first
 * telling, so that an epoch is told in the same words however often.
 */
final class TraceFiles {

    /** The most steps of a segment; an epoch with more has several. */
    static final int SEGMENT_STEPS = 1 << 16;

    private final RunFiles files;
    private final long thetaBytes;
    private final String job;

    /**
     * @param thetaBytes how many bytes of parameters a trace may hold
     * @param job a fingerprint: segments of another job are replaced
     */
    TraceFiles(RunFiles files, long thetaBytes, String job) {
        this.files = files;
        this.thetaBytes = thetaBytes;
        this.job = job;
    }

    /**
     * The last segment of an epoch.
     *
     * @param epoch as it was first told
     * @param isNew whether no attempt had put it before
     */
    record Segment(ArtifactRef reference, EpochRecord epoch, boolean isNew) {}

    /** Puts those segments of a long epoch that became full while the last so many steps were taken. */
    void putFull(Trace trace, int stepsTaken) {
        int last = fullSegments(trace.epochSteps());
        for (int part = fullSegments(trace.epochSteps() - stepsTaken) + 1; part <= last; part++) {
            int from = trace.epochStart() + (part - 1) * SEGMENT_STEPS;
            put(files.layout().segment(trace.epochs().size() + 1, part), steps(trace, from, from + SEGMENT_STEPS));
        }
    }

    /** What remains of an epoch for its last segment, with the parameters at its end where they fit. */
    Map<String, NpyArray> lastSegment(Trace trace, EpochRecord epoch, float[] theta) {
        Map<String, NpyArray> arrays = steps(trace, lastSegmentStart(trace), trace.steps());
        TraceArrays.putEpochs(arrays, List.of(epoch));
        boolean fits = thetaCapacity(theta.length) > 0;
        arrays.put("theta", NpyArray.of(fits ? theta : new float[0], fits ? 1 : 0, theta.length));
        arrays.put("theta_step", NpyArray.of(fits ? new long[] {epoch.endStep()} : new long[0], fits ? 1 : 0));
        return arrays;
    }

    /** Puts the last segment of an epoch. */
    Segment putLast(int epoch, Map<String, NpyArray> arrays) {
        Stored stored = put(files.layout().segment(epoch), arrays);
        return new Segment(stored.reference(), TraceArrays.epoch(stored.arrays()), stored.arrays() == arrays);
    }

    /** Adds so many finished epochs, and the full segments of the next one's first steps. */
    void read(Trace trace, int epochs, int epochSteps) {
        for (int epoch = 1; epoch <= epochs; epoch++) {
            Map<String, NpyArray> last = files.read(files.layout().segment(epoch));
            EpochRecord record = TraceArrays.epoch(last);
            readFull(trace, epoch, record.endStep() - trace.steps());
            TraceArrays.addSteps(trace, last);
            trace.add(record);
        }
        readFull(trace, epochs + 1, epochSteps);
    }

    private void readFull(Trace trace, int epoch, int epochSteps) {
        for (int part = 1; part <= fullSegments(epochSteps); part++) {
            TraceArrays.addSteps(trace, files.read(files.layout().segment(epoch, part)));
        }
    }

    /** The whole trace; its parameters are those of evenly spaced epochs up to the last, as many as fit. */
    ArtifactRef putTrace(Trace trace, int parameters) {
        int stride = stride(trace.epochs().size(), thetaCapacity(parameters));
        LongStream.Builder kept = LongStream.builder();
        try (ScratchFile theta = new ScratchFile()) {
            for (EpochRecord epoch : trace.epochs()) {
                if (stride > 0 && (trace.epochs().size() - epoch.epoch()) % stride == 0) {
                    theta.append(files.read(files.layout().segment(epoch.epoch()), "theta")
                            .data());
                    kept.add(epoch.endStep());
                }
            }
            long[] steps = kept.build().toArray();
            return files.put(files.layout().trace(), archive -> {
                TraceArrays.writeSteps(archive, trace);
                TraceArrays.writeEpochs(archive, trace.epochs());
                archive.add("theta", DType.F32, theta::open, steps.length, parameters);
                archive.add("theta_step", NpyArray.of(steps, steps.length));
            });
        }
    }

    private Map<String, NpyArray> steps(Trace trace, int from, int to) {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("job", NpyArray.of(new String[] {job}, 1));
        TraceArrays.putSteps(arrays, trace, from, to);
        return arrays;
    }

    /** What is in the store under a key. */
    private record Stored(ArtifactRef reference, Map<String, NpyArray> arrays) {}

    /** Puts a segment, unless this job has it already. */
    private Stored put(String key, Map<String, NpyArray> arrays) {
        Optional<ArtifactRef> reference = files.putIfAbsent(key, arrays);
        if (reference.isPresent()) {
            return new Stored(reference.get(), arrays);
        }
        Map<String, NpyArray> found = files.read(key);
        boolean ours = found.containsKey("job") && found.get("job").strings()[0].equals(job);
        return ours ? new Stored(files.reference(key), found) : new Stored(files.put(key, arrays), arrays);
    }

    /** The first step that is in no segment before the last of its epoch. */
    static int lastSegmentStart(Trace trace) {
        return trace.epochStart() + fullSegments(trace.epochSteps()) * SEGMENT_STEPS;
    }

    /** How many segments lie before the last of an epoch that has so many steps. */
    private static int fullSegments(int epochSteps) {
        return Math.max(0, epochSteps - 1) / SEGMENT_STEPS;
    }

    private int thetaCapacity(int parameters) {
        return (int) Math.min(Integer.MAX_VALUE, thetaBytes / ((long) Float.BYTES * parameters));
    }

    /** How many epochs lie between two whose parameters are kept; 0 where none are. */
    private static int stride(int epochs, int capacity) {
        return capacity == 0 ? 0 : Math.ceilDiv(epochs, capacity);
    }
}
