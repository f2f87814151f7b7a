package io.epochline.console.cli.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Rows in columns that are as wide as they must be, one of them shortened where the terminal is too narrow. */
public final class Table {

    private static final String GAP = "  ";
    private static final int NARROWEST = 8;

    private record Cell(String text, Style style) {}

    private final List<String> headings;
    private final boolean[] numeric;
    private final int elastic;
    private final List<List<Cell>> rows = new ArrayList<>();

    /**
     * @param headings one per column; a column whose heading begins with {@code >} is set to the right, the one whose
     *     heading begins with {@code ~} is shortened where there is no room, or else the first
     */
    public Table(String... headings) {
        this.headings = Arrays.stream(headings)
                .map(h -> h.startsWith(">") || h.startsWith("~") ? h.substring(1) : h)
                .toList();
        this.elastic = IntStream.range(0, headings.length)
                .filter(i -> headings[i].startsWith("~"))
                .findFirst()
                .orElse(0);
        this.numeric = new boolean[headings.length];
        for (int i = 0; i < headings.length; i++) {
            numeric[i] = headings[i].startsWith(">");
        }
    }

    public Table row(Object... cells) {
        return row(Style.PLAIN, cells);
    }

    /** A row of one style; a cell that is a state, such as {@code failed}, has its own. */
    public Table row(Style style, Object... cells) {
        rows.add(Arrays.stream(cells)
                .map(cell -> cell == null ? "" : cell.toString())
                .map(text -> new Cell(text, style == Style.PLAIN ? Style.ofState(text) : style))
                .toList());
        return this;
    }

    public void print(Terminal terminal) {
        int[] widths = widths(terminal.width());
        List<Cell> head =
                headings.stream().map(text -> new Cell(text, Style.FAINT)).toList();
        if (headings.stream().anyMatch(heading -> !heading.isEmpty())) {
            terminal.line(line(head, widths, terminal));
        }
        rows.forEach(row -> terminal.line(line(row, widths, terminal)));
    }

    private int[] widths(int available) {
        int[] widths = headings.stream().mapToInt(String::length).toArray();
        for (List<Cell> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).text().length());
            }
        }
        int excess = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1) - available;
        if (excess > 0) {
            widths[elastic] = Math.max(Math.min(widths[elastic], NARROWEST), widths[elastic] - excess);
        }
        return widths;
    }

    private String line(List<Cell> cells, int[] widths, Terminal terminal) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            String text = Format.fit(cell.text(), widths[i]);
            String padding = " ".repeat(widths[i] - text.length());
            line.append(i == 0 ? "" : GAP)
                    .append(numeric[i] ? padding : "")
                    .append(terminal.styled(cell.style(), text))
                    .append(numeric[i] || i == cells.size() - 1 ? "" : padding);
        }
        return line.toString().stripTrailing();
    }
}
