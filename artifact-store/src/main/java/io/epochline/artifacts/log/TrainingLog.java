package io.epochline.artifacts.log;

import java.util.List;
import java.util.Optional;

/**
 * What a log tells.
 *
 * @param format how its values are written: {@code lines}, {@code keras}, {@code json_lines}, {@code dict_lines},
 *     {@code csv} or {@code table}; null where no value was found
 * @param runs in the order of the file
 * @param warnings about the log as a whole
 */
public record TrainingLog(String format, List<LoggedRun> runs, List<String> warnings) {

    public TrainingLog {
        runs = List.copyOf(runs);
        warnings = List.copyOf(warnings);
    }

    /** The run that counts: the last. */
    public Optional<LoggedRun> primary() {
        return runs.isEmpty() ? Optional.empty() : Optional.of(runs.getLast());
    }
}
