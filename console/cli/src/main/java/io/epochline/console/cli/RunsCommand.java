package io.epochline.console.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.console.cli.output.Format;
import io.epochline.console.cli.output.Metrics;
import io.epochline.console.cli.output.Table;
import io.epochline.events.Json;
import io.epochline.events.view.EventBoard;
import io.epochline.events.view.PosteriorView;
import io.epochline.events.view.RunView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Lists runs and posteriors. */
@Command(name = "runs", description = "List training runs and posteriors, the newest last.")
final class RunsCommand implements Callable<Integer> {

    private final Session session;

    @ParentCommand
    private Epochline root;

    @Option(names = "--experiment", paramLabel = "ID", description = "Only those of this experiment.")
    private String experiment;

    @Option(
            names = "--last",
            paramLabel = "N",
            defaultValue = "50",
            description = "At most so many of each. Default: $${DEFAULT-VALUE}.")
    private int last;

    RunsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        EventBoard board = History.read(Connection.of(session));
        List<RunView> runs = newest(board.runs().stream()
                .filter(run -> isAskedFor(run.experimentId()))
                .toList());
        List<PosteriorView> posteriors = newest(board.posteriors().stream()
                .filter(posterior -> isAskedFor(posterior.experimentId()))
                .toList());
        if (root.json) {
            List<ObjectNode> documents =
                    runs.stream().map(RunsCommand::document).toList();
            session.terminal().json(Map.of("runs", documents, "posteriors", posteriors));
        } else if (runs.isEmpty() && posteriors.isEmpty()) {
            session.terminal().line("No runs yet. Start one with './epochline submit FILE'.");
        } else {
            print(runs, posteriors);
        }
        return ExitCode.DONE;
    }

    private boolean isAskedFor(String experimentId) {
        return experiment == null || experiment.equals(experimentId);
    }

    private <T> List<T> newest(List<T> all) {
        return all.subList(Math.max(0, all.size() - Math.max(0, last)), all.size());
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
