package io.epochline.console.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.documents.JsonDocuments;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.console.cli.output.Format;
import io.epochline.console.cli.output.RunTableText;
import io.epochline.console.cli.output.Style;
import io.epochline.console.cli.output.Table;
import io.epochline.console.cli.output.Terminal;
import io.epochline.console.report.table.Column;
import io.epochline.console.report.table.Column.Group;
import io.epochline.console.report.table.Column.Type;
import io.epochline.console.report.table.RunTable;
import io.epochline.events.view.EventBoard;
import io.epochline.events.view.RunView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What sets runs apart, in what was asked for and in what came of it. */
@Command(
        name = "compare",
        description = "Compare runs: the settings in which they differ, then what came of them, side by side.")
final class CompareCommand implements Callable<Integer> {

    private final Session session;

    @ParentCommand
    private Epochline root;

    @Parameters(
            paramLabel = "RUN",
            arity = "2..*",
            description = "Two or more runs, each by its id or its unique beginning.")
    private List<String> given;

    CompareCommand(Session session) {
        this.session = session;
    }

    /** @param results all of them, whether they differ or not */
    private record Comparison(List<Column> settings, List<Column> provenance, List<Column> results) {

        static Comparison of(RunTable runs) {
            List<Column> results = new ArrayList<>(runs.columns(Group.RUN, Group.RESULT, Group.METRIC, Group.LABEL));
            results.removeIf(column -> column.present() == 0 || column.name().equals("run_id"));
            return new Comparison(
                    differing(runs, Group.SETTING), differing(runs, Group.PROVENANCE), List.copyOf(results));
        }

        private static List<Column> differing(RunTable runs, Group group) {
            return runs.columns(group).stream()
                    .filter(column -> column.distinct() > 1 || column.present() < runs.rows())
                    .toList();
        }
    }

    @Override
    public Integer call() {
        Connection connection = Connection.of(session);
        EventBoard board = History.read(connection);
        List<RunView> views =
                given.stream().map(id -> Lookup.run(board, id)).distinct().toList();
        if (views.size() < 2) {
            throw CliException.badInput("There is one run to compare, expected at least two: %s", given);
        }
        try (ArtifactStore store = connection.openStore()) {
            RunTable runs =
                    RunTable.of(views.stream().map(run -> document(run, store)).toList());
            List<String> ids = views.stream().map(RunView::runId).toList();
            show(ids, Comparison.of(runs));
        }
        return ExitCode.DONE;
    }

    /** The summary where there is one; else what was told so far. */
    private static ObjectNode document(RunView run, ArtifactStore store) {
        String summary = RunLayout.of(run.experimentId(), run.runId()).summary();
        if (store.stat(summary).isEmpty()) {
            return RunDocuments.of(run);
        }
        ObjectNode document = JsonDocuments.read(store, summary, ObjectNode.class);
        document.remove("artifacts");
        return document;
    }

    private void show(List<String> ids, Comparison comparison) {
        if (root.json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("runs", ids);
            document.put("settings", cells(comparison.settings()));
            document.put("provenance", cells(comparison.provenance()));
            document.put("results", cells(comparison.results()));
            session.terminal().json(document);
            return;
        }
        section("Settings that differ", ids, comparison.settings(), "All settings are the same.");
        section("Provenance that differs", ids, comparison.provenance(), "");
        section("Results", ids, comparison.results(), "");
    }

    /** One value a run, in the order of the runs; null where it has none. */
    private static Map<String, List<Object>> cells(List<Column> columns) {
        Map<String, List<Object>> cells = new LinkedHashMap<>();
        columns.forEach(column -> cells.put(column.name(), column.cells()));
        return cells;
    }

    private void section(String title, List<String> ids, List<Column> columns, String nothing) {
        Terminal terminal = session.terminal();
        if (columns.isEmpty()) {
            if (!nothing.isEmpty()) {
                terminal.line(nothing);
            }
            return;
        }
        boolean change = ids.size() == 2
                && columns.stream()
                        .anyMatch(column -> column.group() == Group.RESULT || column.group() == Group.METRIC);
        terminal.line(terminal.styled(Style.STRONG, title));
        Table table = new Table(headings(ids, change));
        for (Column column : columns) {
            List<String> row = new ArrayList<>(List.of("  " + column.name()));
            IntStream.range(0, ids.size()).forEach(run -> row.add(RunTableText.text(column, run)));
            if (change) {
                row.add(change(column));
            }
            table.row(row.toArray());
        }
        table.print(terminal);
    }

    private static String[] headings(List<String> ids, boolean change) {
        List<String> headings = new ArrayList<>(List.of(""));
        ids.forEach(id -> headings.add(">" + id));
        if (change) {
            headings.add(">change");
        }
        return headings.toArray(String[]::new);
    }

    private static String change(Column column) {
        boolean measured = column.type() == Type.REAL && column.present() == 2;
        return measured
                ? Format.change((Double) column.cells().getFirst(), (Double)
                        column.cells().getLast())
                : "";
    }
}
