package io.epochline.console.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.layout.ExperimentLayout;
import io.epochline.artifacts.summaries.SummaryIndex;
import io.epochline.console.cli.output.Format;
import io.epochline.console.cli.output.RunTableText;
import io.epochline.console.cli.output.Table;
import io.epochline.console.report.table.Column;
import io.epochline.console.report.table.RunTable;
import io.epochline.console.report.table.TableDatabase;
import io.epochline.console.report.table.TableFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The finished runs of an experiment as one table. */
@Command(
        name = "table",
        description = {
            "Make a table of an experiment's finished runs from their summaries: a row a run, a column for every result, "
                    + "metric, label and setting.",
            "Without options it says which columns there are. Needs the object store alone."
        })
final class TableCommand implements Callable<Integer> {

    private static final int WIDEST = 28;

    private final Session session;

    @ParentCommand
    private Epochline root;

    @Parameters(paramLabel = "EXPERIMENT", description = "The id of the experiment.")
    private String experiment;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "csv or parquet. Default: what FILE ends with, or csv.")
    private String format;

    @Option(names = "--out", paramLabel = "FILE", description = "Write to this file instead of to standard output.")
    private Path file;

    @Option(
            names = "--query",
            paramLabel = "SQL",
            description = "The answer instead of the table, which is called runs: SELECT status, count(*) FROM runs "
                    + "GROUP BY status. Names with dots stand in double quotes. The dialect is DuckDB's.")
    private String query;

    @Option(names = "--keep", description = "Put table.csv and table.parquet into the experiment's folder.")
    private boolean keep;

    TableCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        TableFormat asked = format();
        try (ArtifactStore store = Connection.of(session).openStore()) {
            RunTable all = read(store);
            if (keep) {
                keep(all, store);
            }
            RunTable table = query == null ? all : answer(all);
            if (file != null) {
                asked.write(table, file);
                say(
                        "Wrote %s: %d rows, %d columns.",
                        file, table.rows(), table.columns().size());
            } else if (root.json) {
                session.terminal().json(Map.of("columns", columns(table), "rows", RunTableText.documents(table)));
            } else if (format != null) {
                session.terminal().text(asked.text(table));
            } else if (query != null) {
                RunTableText.print(table, session.terminal());
            } else if (!keep) {
                describe(table);
            }
        }
        return ExitCode.DONE;
    }

    private TableFormat format() {
        TableFormat asked = TableFormat.of(format, file);
        if (asked == TableFormat.PARQUET && file == null) {
            throw CliException.badInput("Parquet is no text. Name a file: --out runs.parquet");
        }
        return asked;
    }

    private RunTable read(ArtifactStore store) {
        SortedMap<String, ObjectNode> summaries = new SummaryIndex(store, experiment).update();
        if (summaries.isEmpty()) {
            List<String> known = store.folders(ExperimentLayout.ALL);
            throw known.contains(experiment)
                    ? CliException.badInput("No run of '%s' is over yet.", experiment)
                    : Lookup.unknown(experiment, "experiment", known);
        }
        return RunTable.of(summaries.values());
    }

    private RunTable answer(RunTable table) {
        try (TableDatabase database = TableDatabase.of(table)) {
            return database.query(query);
        }
    }

    private void keep(RunTable table, ArtifactStore store) {
        ExperimentLayout layout = new ExperimentLayout(experiment);
        for (TableFormat each : TableFormat.values()) {
            String key = each == TableFormat.CSV ? layout.tableCsv() : layout.tableParquet();
            store.put(key, each.bytes(table), each.contentType());
            say("Kept s3://%s/%s", store.bucket(), key);
        }
    }

    private void say(String text, Object... arguments) {
        (root.json ? session.terminal().besideJson() : session.terminal()).line(text, arguments);
    }

    private static List<Map<String, String>> columns(RunTable table) {
        return table.columns().stream()
                .map(column ->
                        Map.of("name", column.name(), "type", column.type().sql()))
                .toList();
    }

    private void describe(RunTable table) {
        session.terminal()
                .line(
                        "%d runs of %s, %d columns",
                        table.rows(), experiment, table.columns().size());
        Table columns = new Table("column", "type", ">present", ">distinct", "lowest", "highest");
        table.columns().stream()
                .filter(column -> column.present() > 0)
                .forEach(column -> columns.row(
                        column.name(),
                        column.type().sql().toLowerCase(Locale.ROOT),
                        column.present(),
                        column.distinct(),
                        end(column, column.lowest()),
                        end(column, column.highest())));
        columns.print(session.terminal());
    }

    private static String end(Column column, Optional<Object> value) {
        return Format.fit(RunTableText.text(column, value.orElse(null)), WIDEST);
    }
}
