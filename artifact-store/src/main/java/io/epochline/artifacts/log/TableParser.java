package io.epochline.artifacts.log;

import io.epochline.artifacts.curve.Direction;
import io.epochline.artifacts.log.Meaning.LearningRate;
import io.epochline.artifacts.log.Meaning.Position;
import io.epochline.artifacts.log.Meaning.Quantity;
import io.epochline.artifacts.log.Meaning.Trust;
import io.epochline.artifacts.log.Meaning.Unit;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads tables: a line of column names, then rows of as many cells, by comma, tab, semicolon, bar or blanks. Empty cells are
 * missing values. A progress bar after a row or a header is no part of it.
 */
final class TableParser {

    private static final int LONGEST_HEADER = 16_384;

    /** Of a column that stands alone. */
    private static final int LONGEST_NAME = 24;

    private final Vocabulary vocabulary;
    private final ReadingBuilder reading = new ReadingBuilder();
    private final Cells cells = new Cells();
    private Meaning[] columns = {};
    private char delimiter;
    private boolean placed;
    private boolean measures;

    TableParser(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    boolean inTable() {
        return columns.length > 0;
    }

    char delimiter() {
        return delimiter;
    }

    /** Takes the line as column names, where it is that. */
    boolean header(Line line) {
        int length = withoutBar(line);
        if (length > LONGEST_HEADER || assigns(line, length)) {
            return false;
        }
        char by = delimiter(line, length);
        cells.cut(line, length, by == ' ' && cells.cut(line, length, Cells.WIDE) > 1 ? Cells.WIDE : by);
        if (cells.count() < 2 && (length > LONGEST_NAME || inTable())) {
            return false;
        }
        Meaning[] meanings = new Meaning[cells.count()];
        int measured = 0;
        boolean position = false;
        for (int i = 0; i < meanings.length; i++) {
            if (cells.number(i) != null || cells.end(i) - cells.start(i) > 60) {
                return false;
            }
            meanings[i] = column(line, cells.start(i), cells.end(i));
            position |= meanings[i] instanceof Position;
            measured += meanings[i] instanceof Quantity ? 1 : 0;
        }
        measured += position ? losses(line, meanings) : 0;
        boolean column = measured == 1 && isAlone(line) && !inTable();
        boolean indexed = by == ',' && cells.start(0) == cells.end(0);
        if (measured < (position || column || indexed ? 1 : 2)) {
            return false;
        }
        columns = meanings;
        delimiter = by;
        placed = position;
        measures = true;
        return true;
    }

    /** Whether all but the first cell is empty. */
    private boolean isAlone(Line line) {
        return line.trimEnd(0, line.length()) == cells.end(0);
    }

    /** Takes {@code box  obj  cls  total} for losses, where there are several; gives how many. */
    private int losses(Line line, Meaning[] meanings) {
        Map<Integer, Meaning> found = new HashMap<>();
        for (int i = 0; i < meanings.length; i++) {
            String name = Words.get().lossColumns().get(line.slice(cells.start(i), cells.end(i)));
            if (meanings[i] instanceof Meaning.Other && name != null) {
                found.put(i, Quantity.of(Split.NONE, false, name, Direction.MIN, Trust.ALWAYS));
            }
        }
        if (found.size() < 2) {
            return 0;
        }
        found.forEach((column, meaning) -> meanings[column] = meaning);
        return found.size();
    }

    /** {@code #} counts; {@code LOSS NER} is a name as a whole, of which any word may tell what is measured. */
    private Meaning column(Line line, int from, int to) {
        if (to - from == 1 && line.bytes()[from] == '#') {
            return new Position(Unit.STEP, Split.NONE, null);
        }
        Meaning meaning = vocabulary.of(line.bytes(), from, to);
        return meaning instanceof Meaning.Other ? otherwise(line.slice(from, to)) : meaning;
    }

    /** Totals of a table are reached, not set: {@code total/steps}. */
    private Meaning otherwise(String name) {
        Meaning whole = vocabulary.of(name.replace(' ', '_'));
        return whole instanceof Meaning.Other && name.contains("total")
                ? vocabulary.of(name.replaceFirst(".*total[_/]?", ""))
                : whole;
    }

    /** The row as a reading; null where the line is no row of the table. */
    Reading row(Line line) {
        int length = withoutBar(line);
        int count = cells.cut(line, length, delimiter);
        if (count != columns.length || !measures) {
            return null;
        }
        reading.clear();
        boolean named = false;
        for (int i = 0; i < count; i++) {
            Meaning meaning = columns[i];
            boolean counts = meaning instanceof Position || meaning instanceof Quantity;
            if (cells.isMissing(i) || !(counts || meaning instanceof LearningRate)) {
                named |= !cells.isMissing(i) && cells.number(i) == null;
                continue;
            }
            Double value = cells.number(i);
            if (value == null && counts) {
                return null;
            }
            switch (meaning) {
                case Position position -> reading.position(position.unit(), value);
                case Quantity quantity -> reading.quantity(quantity.on(Split.NONE), value);
                case LearningRate rate when value != null -> reading.learningRate(value);
                default -> {}
            }
        }
        measures = placed || delimiter != ' ' || !named;
        return reading.build(Split.NONE, line.overwritten() || length < line.length());
    }

    /**
     * Whether the line is a name and figures below column names without a place, such as {@code accuracy  0.93  1200} in
     * scikit-learn's report: what it tells of is a class or an average rather than a point of a curve.
     */
    boolean isNamed(Line line) {
        if (columns.length == 0 || placed || delimiter != ' ' || cells.cut(line, line.length(), Cells.WIDE) < 3) {
            return false;
        }
        boolean figures = cells.number(0) == null;
        for (int i = 1; i < cells.count(); i++) {
            figures &= cells.number(i) != null;
        }
        return figures;
    }

    /** Prose and settings have colons and equals signs; column names have none. */
    private static boolean assigns(Line line, int length) {
        byte[] bytes = line.bytes();
        for (int i = 0; i < length; i++) {
            boolean range = i > 0 && i + 1 < length && Bytes.isDigit(bytes[i - 1]) && bytes[i + 1] != ' ';
            if (bytes[i] == '=' || bytes[i] == ':' && !range) {
                return true;
            }
        }
        return false;
    }

    private static char delimiter(Line line, int length) {
        byte[] bytes = line.bytes();
        for (char by : new char[] {'\t', '|', ',', ';'}) {
            for (int i = 0; i < length; i++) {
                if (bytes[i] == by) {
                    return by;
                }
            }
        }
        return ' ';
    }

    /** The length without a bar such as {@code : 100%|####| 4/4 [00:01<00:00]}. */
    private static int withoutBar(Line line) {
        byte[] bytes = line.bytes();
        for (int i = 1; i < line.length() - 1; i++) {
            if (bytes[i] == '%' && bytes[i + 1] == '|' && Bytes.isDigit(bytes[i - 1])) {
                int start = i;
                while (start > 0 && (Bytes.isDigit(bytes[start - 1]) || bytes[start - 1] == ' ')) {
                    start--;
                }
                return start > 0 && bytes[start - 1] == ':' ? start - 1 : i - 1;
            }
        }
        return line.length();
    }
}
