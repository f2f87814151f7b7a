package io.epochline.trainer.command;

import io.epochline.artifacts.log.LogParser;
import io.epochline.artifacts.log.Reading;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text for people, read as a training log is: quantities have the log reader's names, such as {@code val_loss}, but the
 * objective keeps its own. An objective that the log reader does not know, such as {@code my_score}, is found as
 * {@code my_score=0.9} or {@code my_score: 0.9}.
 */
final class LogText implements MetricReader {

    private final LogParser parser = new LogParser();
    private final String objective;
    private final Optional<String> series;
    private final Pattern named;

    LogText(String objective) {
        this.objective = objective;
        this.series = parser.series(objective);
        this.named =
                Pattern.compile("(?<![\\w/.-])" + Pattern.quote(objective) + "['\"]?\\s*[=:]\\s*" + NamedValues.NUMBER);
    }

    @Override
    public Optional<Told> read(String line) {
        Reading reading = parser.read(line);
        Map<String, Double> values = new LinkedHashMap<>();
        double epoch = Double.NaN;
        double step = Double.NaN;
        if (reading != null && (reading.positioned() || !reading.values().isEmpty())) {
            epoch = reading.epoch();
            step = Double.isNaN(reading.step()) ? reading.round() : reading.step();
            if (!Double.isNaN(reading.learningRate())) {
                values.put(Told.LEARNING_RATE, reading.learningRate());
            }
            reading.values().forEach(value -> values.put(name(value.series()), value.value()));
        }
        if (series.isEmpty() && line.contains(objective)) {
            Matcher found = named.matcher(line);
            if (found.find()) {
                values.put(objective, NamedValues.number(found.group(1)));
            }
        }
        return Optional.of(new Told(epoch, step, values)).filter(told -> !told.isEmpty());
    }

    private String name(String found) {
        return series.isPresent() && series.get().equals(found) ? objective : found;
    }
}
