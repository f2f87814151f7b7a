package io.epochline.artifacts.log;

import java.util.Optional;

/**
 * Reads the lines of a log one after the other: tables, and everything else. For a log that is still being written; one
 * that is complete is better read by {@link LogReader}, which also tells runs apart.
 */
public final class LogParser {

    private final Vocabulary vocabulary = new Vocabulary();
    private final TableParser tables = new TableParser(vocabulary);
    private final LineParser lines = new LineParser(vocabulary);
    private boolean row;
    private boolean guessable;

    /** What the next line says; null where that is nothing about a run. */
    public Reading read(String line) {
        return read(Line.of(line));
    }

    Reading read(Line line) {
        guessable = false;
        if (line.isBlank()) {
            row = false;
            return null;
        }
        Reading reading = tables.inTable() ? tables.row(line) : null;
        row = reading != null;
        if (row || tables.isNamed(line)) {
            return reading;
        }
        reading = Darknet.iteration(line);
        reading = reading == null ? YoloTable.row(line) : reading;
        if (reading != null || Darknet.isLayer(line)) {
            return reading;
        }
        reading = lines.read(line);
        guessable = true;
        if (reading == null) {
            tables.header(line);
        }
        return reading;
    }

    /**
     * What the line just read may say, if names that are not known are taken for quantities wherever a place is told; null
     * where that is nothing.
     */
    Reading guess() {
        return guessable ? lines.guess() : null;
    }

    /** What series a name stands for, such as {@code val_accuracy} for {@code Validation-accuracy}; empty for none. */
    public Optional<String> series(String name) {
        return vocabulary.of(name) instanceof Meaning.Quantity quantity
                ? Optional.of(quantity.series(Split.NONE))
                : Optional.empty();
    }

    /** What the columns of the line just read stand apart by; empty where it was no row of a table. */
    Optional<Character> delimiter() {
        return row ? Optional.of(tables.delimiter()) : Optional.empty();
    }
}
