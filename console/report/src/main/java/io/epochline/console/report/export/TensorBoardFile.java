package io.epochline.console.report.export;

import io.epochline.console.report.export.proto.Event;
import io.epochline.console.report.export.proto.Summary;
import io.epochline.console.report.signal.RunFolder;
import io.epochline.console.report.signal.RunSignals;
import io.epochline.console.report.signal.Signal;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * An event file of a run: an event for each step at which a signal has a value, with all values of that step, scalars (f32
 * there) and a histogram of each vector; before them the settings, after them the results. Dots of names become slashes, so
 * that TensorBoard groups by them.
 */
public final class TensorBoardFile {

    private static final String VERSION = "brain.Event:2";

    private final RecordFile records;
    private final WallClock clock;

    private TensorBoardFile(RecordFile records, WallClock clock) {
        this.records = records;
        this.clock = clock;
    }

    /** What TensorBoard knows such files by. */
    public static String name(String run) {
        return "events.out.tfevents." + run;
    }

    public static void write(RunFolder folder, RunSignals run, OutputStream out) throws IOException {
        WallClock clock = WallClock.of(folder, run);
        TensorBoardFile file = new TensorBoardFile(new RecordFile(out), clock);
        Hyperparameters hyperparameters = Hyperparameters.of(folder);
        file.put(Event.newBuilder().setFileVersion(VERSION), 0);
        file.put(0, hyperparameters.start(clock.at(0)));
        double last = file.putSignals(run.all());
        file.put(last, hyperparameters.end(clock.at(last)));
    }

    /** @return the last step */
    private double putSignals(List<Signal> signals) throws IOException {
        PriorityQueue<Cursor> waiting =
                new PriorityQueue<>(Comparator.comparingDouble(Cursor::step).thenComparingInt(cursor -> cursor.order));
        for (Series series : signals.stream().flatMap(Series::of).toList()) {
            waiting.add(new Cursor(series, waiting.size()));
        }
        double step = 0;
        while (!waiting.isEmpty()) {
            step = waiting.peek().step();
            List<Summary.Value> values = new ArrayList<>();
            while (!waiting.isEmpty() && waiting.peek().step() == step) {
                Cursor cursor = waiting.remove();
                cursor.value().ifPresent(values::add);
                if (cursor.next()) {
                    waiting.add(cursor);
                }
            }
            put(step, values);
        }
        return step;
    }

    private void put(double step, List<Summary.Value> values) throws IOException {
        if (!values.isEmpty()) {
            put(
                    Event.newBuilder()
                            .setStep((long) step)
                            .setSummary(Summary.newBuilder().addAllValue(values)),
                    step);
        }
    }

    private void put(Event.Builder event, double step) throws IOException {
        records.write(event.setWallTime(clock.at(step)).build().toByteArray());
    }

    /** A series, and how far it has been written. */
    private static final class Cursor {

        private final Series series;
        private final int order;
        private int at;

        Cursor(Series series, int order) {
            this.series = series;
            this.order = order;
        }

        double step() {
            return series.steps()[at];
        }

        Optional<Summary.Value> value() {
            return series.value(at);
        }

        boolean next() {
            return ++at < series.steps().length;
        }
    }
}
