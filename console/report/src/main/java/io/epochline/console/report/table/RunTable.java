package io.epochline.console.report.table;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.console.report.ReportException;
import io.epochline.events.Suggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * One row a run, columns in the order of their groups.
 *
 * @param rows how many there are
 */
public record RunTable(List<Column> columns, int rows) {

    public RunTable {
        columns = List.copyOf(columns);
    }

    /**
     * A table of documents such as {@code summary.json} holds. Every scalar in them becomes a cell: results under their own
     * names, {@code metrics.accuracy}, {@code labels.role}, settings by their paths ({@code optimizer.lr}), provenance. A
     * setting whose name is taken is {@code job.<path>}: {@code epochs} are those that were done, {@code job.epochs} those
     * that were asked for. Lists are texts.
     */
    public static RunTable of(Collection<? extends JsonNode> summaries) {
        Fields fields = new Fields(summaries.size());
        summaries.forEach(fields::add);
        return new RunTable(fields.columns(), summaries.size());
    }

    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    public Optional<Column> find(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /** @throws ReportException when there is no such column */
    public Column column(String name) {
        return find(name)
                .orElseThrow(() -> ReportException.of(
                        "There is no column '%s'%s. There are: %s",
                        name, Suggestion.of(name, names()), String.join(", ", names())));
    }

    /** The rows that a test of their numbers lets through. */
    public RunTable filter(IntPredicate row) {
        return take(IntStream.range(0, rows).filter(row).boxed().toList());
    }

    /** The rows in the order of a column; what is missing comes last, NaN before it. */
    public RunTable sort(String name, boolean descending) {
        List<Object> cells = column(name).cells();
        List<Integer> order = new ArrayList<>(IntStream.range(0, rows).boxed().toList());
        Comparator<Integer> byValue = Comparator.comparing(cells::get, Cells.ORDER);
        Comparator<Integer> byKind = Comparator.comparing(row -> Cells.kind(cells.get(row)));
        order.sort(byKind.thenComparing(descending ? byValue.reversed() : byValue));
        return take(order);
    }

    /** The given rows, in the given order. */
    public RunTable take(List<Integer> order) {
        return new RunTable(
                columns.stream()
                        .map(column -> new Column(
                                column.name(),
                                column.group(),
                                column.type(),
                                new ArrayList<>(
                                        order.stream().map(column.cells()::get).toList())))
                        .toList(),
                order.size());
    }

    /** The given columns, in the given order. */
    public RunTable select(List<String> names) {
        return new RunTable(names.stream().map(this::column).toList(), rows);
    }

    /** The columns of some groups. */
    public List<Column> columns(Column.Group... groups) {
        List<Column.Group> wanted = List.of(groups);
        return columns.stream()
                .filter(column -> wanted.contains(column.group()))
                .toList();
    }

    static List<Object> missing(int rows) {
        return new ArrayList<>(Collections.nCopies(rows, null));
    }
}
