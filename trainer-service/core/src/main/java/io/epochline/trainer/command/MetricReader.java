package io.epochline.trainer.command;

import io.epochline.events.spec.CommandJob;
import java.util.Optional;

/** Reads numbers from the lines that a program prints, given one after the other. */
public interface MetricReader {

    /** Empty where the line tells nothing. */
    Optional<Told> read(String line);

    static MetricReader of(CommandJob job) {
        String objective = job.objective().metric();
        return switch (job.metrics()) {
            case LINES -> new NamedValues();
            case JSONL -> new JsonLines();
            case LOG -> new LogText(objective);
            case DETECT -> new Detected(new JsonLines(), new LogText(objective));
        };
    }

    /** JSON objects as such, everything else as a log. */
    record Detected(JsonLines json, LogText log) implements MetricReader {

        @Override
        public Optional<Told> read(String line) {
            return json.isObject(line) ? json.read(line) : log.read(line);
        }
    }
}
