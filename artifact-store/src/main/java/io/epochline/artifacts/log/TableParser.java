package io.epochline.artifacts.log;

import io.epochline.artifacts.log.Meaning.LearningRate;
import io.epochline.artifacts.log.Meaning.Position;
import io.epochline.artifacts.log.Meaning.Quantity;
import io.epochline.artifacts.log.Meaning.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads tables: a line of column names, then rows of as many cells, by comma, tab, semicolon, bar or blanks. Empty cells are
 * missing values.
 */
final class TableParser {

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final int MAXIMUM_COLUMNS = 256;

    private final Vocabulary vocabulary;
    private List<Meaning> columns = List.of();
    private char delimiter;

    TableParser(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    boolean inTable() {
        return !columns.isEmpty();
    }

    char delimiter() {
        return delimiter;
    }

    /** Takes the line as column names, where it is that. */
    boolean header(String line) {
        if (line.indexOf('=') >= 0 || line.indexOf(':') >= 0 || line.length() > 8192) {
            return false;
        }
        char by = line.indexOf('\t') >= 0
                ? '\t'
                : line.indexOf('|') >= 0 ? '|' : line.indexOf(',') >= 0 ? ',' : line.indexOf(';') >= 0 ? ';' : ' ';
        List<String> cells = cells(line, by);
        if (cells.size() < 2 || cells.size() > MAXIMUM_COLUMNS) {
            return false;
        }
        List<Meaning> meanings = new ArrayList<>();
        for (String cell : cells) {
            if (Numbers.read(cell) != null || cell.length() > 60) {
                return false;
            }
            meanings.add(vocabulary.of(cell));
        }
        long measured = meanings.stream().filter(Quantity.class::isInstance).count();
        boolean placed = meanings.stream().anyMatch(Position.class::isInstance);
        if (measured < (placed ? 1 : 2)) {
            return false;
        }
        columns = meanings;
        delimiter = by;
        return true;
    }

    /** The row as a reading; null where the line is no row of the table. */
    Reading row(String line) {
        List<String> cells = cells(line, delimiter);
        if (cells.size() != columns.size()) {
            return null;
        }
        double[] places = {Double.NaN, Double.NaN, Double.NaN};
        double learningRate = Double.NaN;
        List<Reading.Value> values = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            Meaning meaning = columns.get(i);
            boolean counts = meaning instanceof Position || meaning instanceof Quantity;
            if (cell.isEmpty() || !(counts || meaning instanceof LearningRate)) {
                continue;
            }
            Double value = Numbers.read(cell);
            if (value == null && counts) {
                return null;
            }
            if (meaning instanceof Position position) {
                places[position.unit() == Unit.EPOCH ? 0 : position.unit() == Unit.ROUND ? 2 : 1] = value;
            } else if (meaning instanceof Quantity quantity) {
                String name = quantity.name().isEmpty() ? "loss" : quantity.name();
                values.add(new Reading.Value(quantity.split().name(name), value, quantity.direction()));
            } else if (value != null) {
                learningRate = value;
            }
        }
        return values.isEmpty() ? null : new Reading(places[0], places[1], places[2], learningRate, values);
    }

    private static List<String> cells(String line, char by) {
        if (by == ' ') {
            return Arrays.asList(BLANKS.split(line.strip()));
        }
        String text = by == '|' ? trimBars(line.strip()) : line;
        List<String> cells = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length() && cells.size() <= MAXIMUM_COLUMNS; i++) {
            if (i == text.length() || text.charAt(i) == by) {
                cells.add(unquote(text.substring(start, i).strip()));
                start = i + 1;
            }
        }
        return cells;
    }

    private static String trimBars(String line) {
        int from = line.startsWith("|") ? 1 : 0;
        int to = line.endsWith("|") && line.length() > 1 ? line.length() - 1 : line.length();
        return line.substring(from, to);
    }

    private static String unquote(String cell) {
        boolean quoted = cell.length() > 1 && cell.startsWith("\"") && cell.endsWith("\"");
        return quoted ? cell.substring(1, cell.length() - 1) : cell;
    }
}
