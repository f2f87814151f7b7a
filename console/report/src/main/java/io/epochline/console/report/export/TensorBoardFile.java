package io.epochline.console.report.export;

import io.epochline.console.report.export.proto.Event;
import io.epochline.console.report.export.proto.Summary;
import io.epochline.console.report.signal.RunFolder;
import io.epochline.console.report.signal.RunSignals;
import io.epochline.console.report.signal.Signal;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * An event file of a run: an event for each step at which a signal has a value, with all values of that step. Dots of names
 * become slashes, so that TensorBoard groups by them; values are f32 there.
 */
public final class TensorBoardFile {

    private static final String VERSION = "brain.Event:2";

    private TensorBoardFile() {}

    /** What TensorBoard knows such files by. */
    public static String name(String run) {
        return "events.out.tfevents." + run;
    }

    public static void write(RunFolder folder, RunSignals run, OutputStream out) throws IOException {
        WallClock clock = WallClock.of(folder, run);
        RecordFile records = new RecordFile(out);
        records.write(Event.newBuilder()
                .setWallTime(clock.at(0))
                .setFileVersion(VERSION)
                .build()
                .toByteArray());
        PriorityQueue<Cursor> waiting =
                new PriorityQueue<>(Comparator.comparingDouble(Cursor::step).thenComparingInt(cursor -> cursor.order));
        List<Signal> signals = run.all().stream()
                .flatMap(Scalars::of)
                .filter(signal -> signal.length() > 0)
                .toList();
        for (int i = 0; i < signals.size(); i++) {
            waiting.add(new Cursor(signals.get(i), i));
        }
        while (!waiting.isEmpty()) {
            double step = waiting.peek().step();
            Summary.Builder summary = Summary.newBuilder();
            while (!waiting.isEmpty() && waiting.peek().step() == step) {
                Cursor cursor = waiting.remove();
                summary.addValue(cursor.value());
                if (cursor.next()) {
                    waiting.add(cursor);
                }
            }
            records.write(Event.newBuilder()
                    .setWallTime(clock.at(step))
                    .setStep((long) step)
                    .setSummary(summary)
                    .build()
                    .toByteArray());
        }
    }

    /** A signal, and how far it has been written. */
    private static final class Cursor {

        private final Signal signal;
        private final String tag;
        private final int order;
        private int at;

        Cursor(Signal signal, int order) {
            this.signal = signal;
            this.tag = signal.name().replace('.', '/');
            this.order = order;
        }

        double step() {
            return signal.steps()[at];
        }

        Summary.Value value() {
            return Summary.Value.newBuilder()
                    .setTag(tag)
                    .setSimpleValue((float) signal.values()[at])
                    .build();
        }

        boolean next() {
            return ++at < signal.length();
        }
    }
}
