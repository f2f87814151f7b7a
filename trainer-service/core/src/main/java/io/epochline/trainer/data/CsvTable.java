package io.epochline.trainer.data;

import io.epochline.compute.Spelling;
import io.epochline.trainer.TrainerException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A CSV file with a header line: comma-separated, in UTF-8, names optionally in double quotes. Blank lines are skipped.
 */
final class CsvTable {

    private record Line(int number, String[] cells) {}

    private final String file;
    private final List<String> header;
    private final List<Line> lines;

    private CsvTable(String file, List<String> header, List<Line> lines) {
        this.file = file;
        this.header = header;
        this.lines = lines;
    }

    static CsvTable parse(String file, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String line : text.startsWith("\uFEFF")
                ? text.substring(1).lines().toList()
                : text.lines().toList()) {
            number++;
            if (!line.isBlank()) {
                lines.add(new Line(number, line.split(",", -1)));
            }
        }
        if (lines.size() < 3) {
            throw TrainerException.data(
                    "'%s' must have a header line and at least 2 rows, found %d line(s).", file, lines.size());
        }
        List<String> header = new ArrayList<>();
        for (String name : lines.removeFirst().cells()) {
            header.add(unquote(name));
        }
        return new CsvTable(file, header, lines).checked();
    }

    int rows() {
        return lines.size();
    }

    List<String> header() {
        return header;
    }

    /** One column as it stands there, with nothing left empty. */
    Column texts(String name) {
        int column = index(name);
        Column.Builder texts = new Column.Builder(name);
        for (int row = 0; row < lines.size(); row++) {
            String cell = unquote(lines.get(row).cells()[column]);
            if (cell.isEmpty()) {
                throw TrainerException.data(
                        "'%s' row %d (line %d), column '%s': expected a value, found nothing.",
                        file, row, lines.get(row).number(), name);
            }
            texts.add(cell);
        }
        return texts.build();
    }

    private int index(String name) {
        int column = header.indexOf(name);
        if (column < 0) {
            throw TrainerException.data(
                    "'%s' has no column '%s', it has %s.%s",
                    file, name, String.join(", ", header), Spelling.hint(name, header));
        }
        return column;
    }

    /** One column as numbers, all finite. */
    double[] column(String name) {
        int column = index(name);
        double[] values = new double[lines.size()];
        for (int row = 0; row < values.length; row++) {
            values[row] = number(lines.get(row), row, name, column);
        }
        return values;
    }

    private double number(Line line, int row, String name, int column) {
        String cell = unquote(line.cells()[column]);
        try {
            double value = Double.parseDouble(cell);
            if (Double.isFinite((float) value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below, like a number that is not finite
        }
        throw TrainerException.data(
                "'%s' row %d (line %d), column '%s': expected a finite number, found '%s'.",
                file, row, line.number(), name, cell);
    }

    private CsvTable checked() {
        for (int row = 0; row < lines.size(); row++) {
            Line line = lines.get(row);
            if (line.cells().length != header.size()) {
                throw TrainerException.data(
                        "'%s' row %d (line %d) has %d column(s), the header has %d.",
                        file, row, line.number(), line.cells().length, header.size());
            }
        }
        for (String name : header) {
            if (header.indexOf(name) != header.lastIndexOf(name)) {
                throw TrainerException.data("'%s' has two columns named '%s'.", file, name);
            }
        }
        return this;
    }

    private static String unquote(String cell) {
        String trimmed = cell.strip();
        boolean quoted = trimmed.length() >= 2 && trimmed.startsWith("\"") && trimmed.endsWith("\"");
        return quoted ? trimmed.substring(1, trimmed.length() - 1) : trimmed;
    }
}
