package io.epochline.console.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.console.cli.output.Format;
import io.epochline.console.cli.output.Metrics;
import io.epochline.console.cli.output.RunTableText;
import io.epochline.console.cli.output.Table;
import io.epochline.console.report.table.Condition;
import io.epochline.console.report.table.RunTable;
import io.epochline.events.Json;
import io.epochline.events.view.EventBoard;
import io.epochline.events.view.PosteriorView;
import io.epochline.events.view.RunView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Lists runs and posteriors. */
@Command(
        name = "runs",
        description = {
            "List training runs and posteriors, the newest last.",
            "With --where, --sort or --columns, training runs alone. Columns are those of './epochline table': status, "
                    + "epochs, best_val_loss, seconds, metrics.NAME, labels.NAME, and settings by their paths, such as "
                    + "optimizer.lr."
        })
final class RunsCommand implements Callable<Integer> {

    private final Session session;

    @ParentCommand
    private Epochline root;

    @Option(names = "--experiment", paramLabel = "ID", description = "Only those of this experiment.")
    private String experiment;

    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            description =
                    "Only those for which it holds: status=failed, 'best_val_loss<0.1'. All of several must hold.")
    private List<String> conditions = List.of();

    @Option(names = "--sort", paramLabel = "COLUMN", description = "In the order of this column, the lowest first.")
    private String sort;

    @Option(names = "--descending", description = "With --sort, the highest first.")
    private boolean descending;

    @Option(names = "--columns", paramLabel = "COLUMN", split = ",", description = "Show these columns, such as a,b,c.")
    private List<String> columns = List.of();

    @Option(
            names = {"--last", "--limit"},
            paramLabel = "N",
            defaultValue = "50",
            description = "At most so many of each: the newest, or with --sort the first. Default: ${DEFAULT-VALUE}.")
    private int limit;

    RunsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<Condition> asked = conditions.stream().map(Condition::parse).toList();
        EventBoard board = History.read(Connection.of(session));
        List<RunView> runs = board.runs().stream()
                .filter(run -> isAskedFor(run.experimentId()))
                .toList();
        boolean special = !conditions.isEmpty() || sort != null || !columns.isEmpty();
        List<PosteriorView> posteriors = newest(board.posteriors().stream()
                .filter(posterior -> !special && isAskedFor(posterior.experimentId()))
                .toList());
        if (runs.isEmpty() && posteriors.isEmpty() && !root.json) {
            session.terminal().line("No runs yet. Start one with './epochline submit FILE'.");
            return ExitCode.DONE;
        }
        RunTable table = chosen(RunDocuments.table(special ? runs : List.of()), asked);
        if (columns.isEmpty()) {
            show(special ? views(table, runs) : newest(runs), posteriors);
        } else {
            show(table.select(columns));
        }
        return ExitCode.DONE;
    }

    private boolean isAskedFor(String experimentId) {
        return experiment == null || experiment.equals(experimentId);
    }

    private <T> List<T> newest(List<T> all) {
        return all.subList(Math.max(0, all.size() - Math.max(0, limit)), all.size());
    }

    private RunTable chosen(RunTable all, List<Condition> asked) {
        RunTable table = all;
        for (Condition condition : asked) {
            table = table.filter(condition.on(table));
        }
        if (sort != null) {
            return table.sort(sort, descending).filter(row -> row < limit);
        }
        int first = table.rows() - limit;
        return table.filter(row -> row >= first);
    }

    private static List<RunView> views(RunTable table, List<RunView> runs) {
        Map<Object, RunView> byId = runs.stream().collect(Collectors.toMap(RunView::runId, Function.identity()));
        return table.column("run_id").cells().stream().map(byId::get).toList();
    }

    private void show(RunTable table) {
        if (root.json) {
            session.terminal().json(Map.of("runs", RunTableText.documents(table)));
        } else {
            RunTableText.print(table, session.terminal());
        }
    }

    private void show(List<RunView> runs, List<PosteriorView> posteriors) {
        if (root.json) {
            List<ObjectNode> documents =
                    runs.stream().map(RunsCommand::document).toList();
            session.terminal().json(Map.of("runs", documents, "posteriors", posteriors));
        } else if (runs.isEmpty() && posteriors.isEmpty()) {
            session.terminal().line("No run is like that.");
        } else {
            print(runs, posteriors);
        }
    }

    /** Without the curve, which {@code show} has. */
    private static ObjectNode document(RunView run) {
        ObjectNode document = Json.MAPPER.valueToTree(run);
        document.remove("curve");
        return document.put("epochs_done", run.curve().size()).putPOJO("best_val_loss", run.bestValLoss());
    }

    private void print(List<RunView> runs, List<PosteriorView> posteriors) {
        Table table = new Table("run", "experiment", "status", ">epochs", ">best val", "metric", ">age");
        for (RunView run : runs) {
            table.row(
                    run.runId(),
                    run.experimentId().equals(run.runId()) ? "" : run.experimentId(),
                    run.state(),
                    run.curve().size() + (run.epochs() == 0 ? "" : "/" + run.epochs()),
                    Format.number(run.bestValLoss()),
                    Metrics.first(run),
                    age(Math.max(run.requestedAt(), run.startedAt())));
        }
        for (PosteriorView posterior : posteriors) {
            table.row(
                    posterior.jobId(),
                    posterior.experimentId().equals(posterior.jobId()) ? "" : posterior.experimentId(),
                    posterior.state(),
                    "",
                    "",
                    Metrics.worst(posterior),
                    age(posterior.requestedAt()));
        }
        table.print(session.terminal());
    }

    private String age(long since) {
        return since == 0 ? "" : Format.age(Duration.ofMillis(session.clock().millis() - since));
    }
}
