package io.epochline.console.cli.output;

import io.epochline.console.report.table.Column;
import io.epochline.console.report.table.RunTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tables of runs on a terminal and in JSON. */
public final class RunTableText {

    private RunTableText() {}

    public static void print(RunTable runs, Terminal terminal) {
        Table table =
                new Table(runs.columns().stream().map(RunTableText::heading).toArray(String[]::new));
        for (int row = 0; row < runs.rows(); row++) {
            int at = row;
            table.row(runs.columns().stream().map(column -> text(column, at)).toArray());
        }
        table.print(terminal);
    }

    /** One per row; what is missing is absent. */
    public static List<Map<String, Object>> documents(RunTable runs) {
        List<Map<String, Object>> documents = new ArrayList<>();
        for (int row = 0; row < runs.rows(); row++) {
            Map<String, Object> document = new LinkedHashMap<>();
            for (Column column : runs.columns()) {
                Object cell = column.cells().get(row);
                if (cell != null) {
                    document.put(column.name(), cell);
                }
            }
            documents.add(document);
        }
        return documents;
    }

    private static String heading(Column column) {
        return switch (column.type()) {
            case INTEGER, REAL -> ">" + column.name();
            case BOOLEAN, TEXT -> column.name();
        };
    }

    public static String text(Column column, int row) {
        return text(column, column.cells().get(row));
    }

    /** Settings as they were given, other real numbers to four digits; {@code -} for null. */
    public static String text(Column column, Object cell) {
        return switch (cell) {
            case null -> "-";
            case Double real when column.group() != Column.Group.SETTING -> Format.number(real);
            case Object other -> other.toString();
        };
    }
}
