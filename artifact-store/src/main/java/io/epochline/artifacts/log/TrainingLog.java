package io.epochline.artifacts.log;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a log tells.
 *
 * @param format how its values are written: {@code lines}, {@code keras}, {@code json_lines}, {@code dict_lines},
 *     {@code csv}, {@code table}, {@code json}, {@code trainer_state} or {@code tensorboard}; null where no value was found
 * @param runs in the order of the file
 * @param warnings about the log as a whole
 */
public record TrainingLog(String format, List<LoggedRun> runs, List<String> warnings) {

    public TrainingLog {
        runs = List.copyOf(runs);
        warnings = List.copyOf(warnings);
    }

    static TrainingLog of(String format, List<LoggedRun> runs, List<String> warnings) {
        TrainingLog log = new TrainingLog(runs.isEmpty() ? null : format, runs, warnings);
        return runs.isEmpty()
                ? log.with("no curve found: nothing names a loss or a metric with a number beside it")
                : log;
    }

    TrainingLog with(String warning) {
        return new TrainingLog(
                format,
                runs,
                Stream.concat(warnings.stream(), Stream.of(warning)).toList());
    }

    /** The run that counts: the last. */
    public Optional<LoggedRun> primary() {
        return runs.isEmpty() ? Optional.empty() : Optional.of(runs.getLast());
    }
}
