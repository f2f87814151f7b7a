package io.epochline.trainer.data;

import io.epochline.trainer.TrainerException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A CSV file with a header line, as RFC 4180 has it: comma-separated, in UTF-8, cells optionally in double quotes, which may
 * hold commas, line ends, and quotes that are doubled. Blank lines are skipped, and so is space around a cell.
 */
final class CsvReader implements TableReader {

    /** More characters in one line come from another kind of file, or from a quote that was never closed. */
    private static final int LONGEST_LINE = 16 << 20;

    private static final int BYTE_ORDER_MARK = 0xfeff;
    private static final int END = -1;

    private final String name;
    private final Reader in;
    private final char[] buffer = new char[1 << 16];
    private int filled;
    private int used;
    private int line = 1;
    private int rowLine;
    private int row = -1;
    private final List<String> header;
    private final List<String> cells = new ArrayList<>();
    private final StringBuilder cell = new StringBuilder();
    private int length;

    /** @param name of the file, for messages */
    static CsvReader open(String name, Path file) {
        try {
            return new CsvReader(
                    name, new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder()));
        } catch (IOException e) {
            throw TrainerException.data("'%s' cannot be read: %s.", name, e);
        }
    }

    private CsvReader(String name, Reader in) {
        this.name = name;
        this.in = in;
        try {
            if (peek() == BYTE_ORDER_MARK) {
                used++;
            }
            if (!record()) {
                throw TrainerException.data("'%s' must have a header line, it has no line that is not blank.", name);
            }
            header = List.copyOf(cells);
            checkHeader();
        } catch (TrainerException e) {
            close();
            throw e;
        }
    }

    private void checkHeader() {
        for (String column : header) {
            if (header.indexOf(column) != header.lastIndexOf(column)) {
                throw TrainerException.data("'%s' has two columns named '%s'.", name, column);
            }
        }
    }

    @Override
    public List<String> header() {
        return header;
    }

    @Override
    public boolean next() {
        if (!record()) {
            return false;
        }
        row++;
        if (cells.size() != header.size()) {
            throw TrainerException.data(
                    "'%s' %s has %d column(s), the header has %d.", name, place(), cells.size(), header.size());
        }
        return true;
    }

    @Override
    public double number(int column) {
        try {
            return Double.parseDouble(cells.get(column));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    @Override
    public String text(int column) {
        return cells.get(column);
    }

    @Override
    public String place() {
        return "row %d (line %d)".formatted(row, rowLine);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw TrainerException.data("'%s' cannot be read: %s.", name, e);
        }
    }

    /** Reads the cells of the next line that is not blank. */
    private boolean record() {
        do {
            cells.clear();
            length = 0;
            rowLine = line;
            if (peek() == END) {
                return false;
            }
            do {
                cells.add(cell());
            } while (take() == ',');
            line++;
        } while (cells.size() == 1 && cells.getFirst().isEmpty());
        return true;
    }

    /** Reads one cell and stops before what ends it. */
    private String cell() {
        cell.setLength(0);
        while (!endsCell(peek())) {
            int c = take();
            if (c == '"' && cell.toString().isBlank()) {
                return quoted();
            }
            cell.append((char) c);
        }
        return cell.toString().strip();
    }

    private String quoted() {
        int opened = line;
        cell.setLength(0);
        for (int c = take(); c != '"' || peek() == '"'; c = take()) {
            if (c == END) {
                throw TrainerException.data("'%s' line %d: the quote is never closed.", name, opened);
            }
            if (c == '"') {
                take();
            }
            if (c == '\n') {
                line++;
            }
            cell.append((char) c);
        }
        while (!endsCell(peek())) {
            int c = take();
            if (!Character.isWhitespace(c)) {
                throw TrainerException.data(
                        "'%s' line %d: expected a comma after the quote, found '%c'.", name, line, (char) c);
            }
        }
        return cell.toString();
    }

    private static boolean endsCell(int c) {
        return c == ',' || c == '\n' || c == END;
    }

    private int take() {
        int c = peek();
        if (c != END) {
            used++;
        }
        if (++length > LONGEST_LINE) {
            throw TrainerException.data(
                    "'%s' line %d is longer than %d characters. Is it CSV, and every quote closed?",
                    name, rowLine, LONGEST_LINE);
        }
        return c;
    }

    private int peek() {
        if (used == filled) {
            try {
                filled = in.read(buffer);
                used = 0;
            } catch (CharacterCodingException e) {
                throw TrainerException.data("'%s' is not in UTF-8, near line %d.", name, line);
            } catch (IOException e) {
                throw TrainerException.data("'%s' cannot be read: %s.", name, e);
            }
            if (filled < 0) {
                filled = 0;
                return END;
            }
        }
        return buffer[used];
    }
}
