package io.epochline.artifacts.log;

import io.epochline.artifacts.log.Meaning.Unit;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A log of lines. */
final class TextLog {

    private static final int LEAST_GUESSED = 3;

    private final LogParser parser = new LogParser();
    private String format;

    private TextLog() {}

    static TrainingLog read(InputStream in) throws IOException {
        return new TextLog().readAll(new LineReader(in));
    }

    private TrainingLog readAll(LineReader reader) throws IOException {
        RunSplitter runs = new RunSplitter();
        RunSplitter guesses = new RunSplitter();
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
            Reading guess = runs.isEmpty() ? parser.guess() : null;
            if (guess != null) {
                guesses.add(guess, line.number());
            }
        }
        if (!any) {
            throw LogException.empty();
        }
        List<LoggedRun> found = runs.finish();
        if (found.isEmpty()) {
            guesses.mentions().fillFrom(runs.mentions());
            found = curves(guesses.finish());
            format = found.isEmpty() ? null : "lines";
        }
        if (reader.cut() > 0) {
            runs.warnings()
                    .add("%d lines were longer than %d bytes and are read up to there"
                            .formatted(reader.cut(), LineReader.MAXIMUM_LENGTH));
        }
        return TrainingLog.of(format, found.stream().map(this::counted).toList(), runs.warnings());
    }

    /** Training losses without a place are printed step by step; tables that also tell of validation are written by epoch. */
    private LoggedRun counted(LoggedRun run) {
        if (!run.unit().equals(Unit.EVAL.word())) {
            return run;
        }
        boolean history = format.equals("csv") && !run.trainLoss().isEmpty();
        return run.isOfTrainingAlone()
                ? run.countedIn(Unit.STEP.word())
                : history ? run.countedIn(Unit.EPOCH.word()) : run;
    }

    /** A name that is not known is believed where it is told again and again. */
    private static List<LoggedRun> curves(List<LoggedRun> guessed) {
        return guessed.stream().filter(run -> run.count() >= LEAST_GUESSED).toList();
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
