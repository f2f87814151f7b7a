package io.epochline.artifacts.log;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A log of lines. */
final class TextLog {

    private final LogParser parser = new LogParser();
    private String format;

    private TextLog() {}

    static TrainingLog read(InputStream in) throws IOException {
        return new TextLog().readAll(new LineReader(in));
    }

    private TrainingLog readAll(LineReader reader) throws IOException {
        RunSplitter runs = new RunSplitter();
        boolean any = false;
        for (Line line = reader.read(); line != null; line = reader.read()) {
            any = true;
            Reading reading = parser.read(line);
            if (reading == null || reading.values().isEmpty()) {
                runs.mentions().read(line);
            }
            if (reading != null) {
                runs.add(reading, line.number());
                format = format == null && !reading.values().isEmpty() ? style(line) : format;
            }
        }
        if (!any) {
            throw LogException.empty();
        }
        List<LoggedRun> found = runs.finish();
        if (reader.cut() > 0) {
            runs.warnings()
                    .add("%d lines were longer than %d bytes and are read up to there"
                            .formatted(reader.cut(), LineReader.MAXIMUM_LENGTH));
        }
        return TrainingLog.of(format, found, runs.warnings());
    }

    private String style(Line line) {
        return parser.delimiter().map(by -> by == ',' ? "csv" : "table").orElseGet(() -> {
            String text = line.text().stripLeading();
            if (text.startsWith("{")) {
                return text.startsWith("{\"") ? "json_lines" : "dict_lines";
            }
            boolean bar = text.contains("[=") || text.contains("[>") || text.contains("[..") || text.contains("━");
            return bar ? "keras" : "lines";
        });
    }
}
