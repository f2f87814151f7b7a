package io.epochline.artifacts.log;

import io.epochline.artifacts.curve.Point;
import io.epochline.artifacts.curve.Series;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Reads a log from beginning to end, once; the memory it takes does not grow with the log. */
public final class LogReader {

    private static final int MAXIMUM_RUNS = 64;

    private final LogParser parser = new LogParser();
    private final List<LoggedRun> runs = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private Mentions upcoming = new Mentions();
    private RunCollector run = new RunCollector(upcoming);
    private String format;

    private LogReader() {}

    /**
     * Reads a file.
     *
     * @throws LogException if the file cannot be read, is empty, or is no text
     */
    public static TrainingLog read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw LogException.unreadable(file, Files.exists(file) ? "it is not a file" : "there is no such file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        } catch (IOException e) {
            throw LogException.broken(e);
        }
    }

    /**
     * Reads a stream, which stays open.
     *
     * @throws LogException if the stream breaks, is empty, or is no text
     */
    public static TrainingLog read(InputStream in) {
        try {
            return new LogReader().readAll(new LineReader(Encoding.open(in)));
        } catch (IOException e) {
            throw LogException.broken(e);
        }
    }

    private TrainingLog readAll(LineReader reader) throws IOException {
        boolean any = false;
        for (Line line = reader.read(); line != null; line = reader.read()) {
            any = true;
            take(line);
        }
        if (!any) {
            throw LogException.empty();
        }
        if (upcoming != run.mentions()) {
            run.mentions().fillFrom(upcoming);
        }
        finishRun();
        if (reader.cut() > 0) {
            warnings.add("%d lines were longer than %d bytes and are read up to there"
                    .formatted(reader.cut(), LineReader.MAXIMUM_LENGTH));
        }
        if (runs.isEmpty()) {
            warnings.add("no curve found: no line names a loss or a metric with a number beside it");
        }
        return new TrainingLog(format, runs, warnings);
    }

    private void take(Line line) {
        Reading reading = parser.read(line);
        if (reading == null || reading.values().isEmpty()) {
            mention(line);
        }
        if (reading == null) {
            return;
        }
        if (run.restarts(reading)) {
            finishRun();
            upcoming = upcoming == run.mentions() ? new Mentions() : upcoming;
            run = new RunCollector(upcoming);
        }
        run.add(reading, line.number());
        if (format == null && !reading.values().isEmpty()) {
            format = parser.delimiter()
                    .map(delimiter -> delimiter == ',' ? "csv" : "table")
                    .orElseGet(() -> style(line.text()));
        }
    }

    /** What is mentioned before a run's first value belongs to it; what follows may belong to the next. */
    private void mention(Line line) {
        if (!run.isEmpty() && upcoming == run.mentions()) {
            upcoming = new Mentions();
        }
        upcoming.read(line);
    }

    /** A run that only repeats what the one before told is a summary of it. */
    private void finishRun() {
        if (run.isEmpty()) {
            return;
        }
        LoggedRun finished = run.run();
        if (!runs.isEmpty() && repeats(finished, runs.getLast())) {
            return;
        }
        if (runs.size() == MAXIMUM_RUNS) {
            runs.removeFirst();
            String warning = "only the last %d runs are kept".formatted(MAXIMUM_RUNS);
            if (!warnings.contains(warning)) {
                warnings.add(warning);
            }
        }
        runs.add(finished);
    }

    private static boolean repeats(LoggedRun later, LoggedRun earlier) {
        return later.series().values().stream().allMatch(series -> {
            Series before = earlier.series().get(series.name());
            return before != null && new HashSet<>(places(before)).containsAll(places(series));
        });
    }

    private static List<Point> places(Series series) {
        return series.points().stream()
                .map(point -> new Point(point.at(), point.value()))
                .toList();
    }

    private static String style(String line) {
        String text = line.stripLeading();
        if (text.startsWith("{")) {
            return text.startsWith("{\"") ? "json_lines" : "dict_lines";
        }
        boolean bar = text.contains("[=") || text.contains("[>") || text.contains("[..") || text.contains("━");
        return bar ? "keras" : "lines";
    }
}
