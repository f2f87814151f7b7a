package io.epochline.console.report.table;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table as CSV (RFC 4180, lines end with a line feed). Nothing stands for what is missing, {@code ""} for an empty text,
 * {@code NaN}, {@code inf} and {@code -inf} for what is not finite; a real number has as many digits as it takes to tell it
 * from its neighbours.
 */
public final class TableCsv {

    private TableCsv() {}

    public static void write(RunTable table, Appendable out) throws IOException {
        out.append(table.names().stream().map(TableCsv::text).collect(Collectors.joining(",")))
                .append('\n');
        for (int row = 0; row < table.rows(); row++) {
            List<Column> columns = table.columns();
            for (int i = 0; i < columns.size(); i++) {
                out.append(i == 0 ? "" : ",").append(cell(columns.get(i).cells().get(row)));
            }
            out.append('\n');
        }
    }

    private static String cell(Object value) {
        return switch (value) {
            case null -> "";
            case Double real when real.isInfinite() -> real > 0 ? "inf" : "-inf";
            case String text -> text(text);
            default -> value.toString();
        };
    }

    private static String text(String text) {
        boolean plain = !text.isEmpty()
                && text.equals(text.strip())
                && text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
