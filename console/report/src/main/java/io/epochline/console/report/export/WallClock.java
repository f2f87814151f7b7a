package io.epochline.console.report.export;

import io.epochline.console.report.signal.RunFolder;
import io.epochline.console.report.signal.RunSignals;
import io.epochline.console.report.signal.Signal;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When steps were done, in seconds since 1970: counted back by the durations of epochs from the time when the trace was
 * written, and even within an epoch. A pause between two attempts is left out. Without durations all steps were done then.
 */
final class WallClock {

    private final RunSignals run;
    /** Seconds at the beginning, and at the end of each epoch. */
    private final double[] times;

    private WallClock(RunSignals run, double[] times) {
        this.run = run;
        this.times = times;
    }

    static WallClock of(RunFolder folder, RunSignals run) {
        double end = Stream.concat(
                        Stream.of("trace.npz"),
                        folder.list("segments/").reversed().stream().limit(1))
                .flatMap(file -> folder.modified(file).stream())
                .findFirst()
                .or(() -> Optional.of(Instant.EPOCH))
                .map(instant -> instant.toEpochMilli() / 1e3)
                .orElseThrow();
        double[] durations =
                run.hasEpochs() ? run.find("epoch_duration").map(Signal::values).orElse(new double[0]) : new double[0];
        double[] times = new double[durations.length + 1];
        times[durations.length] = end;
        for (int epoch = durations.length; epoch > 0; epoch--) {
            times[epoch - 1] = times[epoch] - durations[epoch - 1];
        }
        return new WallClock(run, times);
    }

    double at(double step) {
        int last = times.length - 1;
        if (last == 0) {
            return times[0];
        }
        double epoch = Math.clamp(run.epochOf(step), 0, last);
        int before = Math.min((int) epoch, last - 1);
        return times[before] + (epoch - before) * (times[before + 1] - times[before]);
    }
}
