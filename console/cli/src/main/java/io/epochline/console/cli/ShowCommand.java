package io.epochline.console.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.ObjectInfo;
import io.epochline.artifacts.layout.ExperimentLayout;
import io.epochline.events.Json;
import io.epochline.events.view.EventBoard;
import io.epochline.events.view.ExperimentView;
import io.epochline.events.view.PosteriorView;
import io.epochline.events.view.RunView;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Shows one run, posterior or experiment. */
@Command(name = "show", description = "Show a run, a posterior or an experiment: details, curve and artifacts.")
final class ShowCommand implements Callable<Integer> {

    private final Session session;

    @ParentCommand
    private Epochline root;

    @Parameters(paramLabel = "RUN", description = "The id of a run, posterior or experiment, or its unique beginning.")
    private String given;

    ShowCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Connection connection = Connection.of(session);
        EventBoard board = History.read(connection);
        String id = Lookup.any(board, given);
        try (ArtifactStore store = connection.openStore()) {
            Optional<RunView> run = board.findRun(id);
            Optional<PosteriorView> posterior = board.findPosterior(id);
            if (run.isPresent()) {
                List<ObjectInfo> artifacts = store.list(run(run.get()));
                show(run.get(), artifacts, () -> details().run(run.get(), artifacts));
            } else if (posterior.isPresent()) {
                List<ObjectInfo> artifacts = store.list(posterior(posterior.get()));
                show(posterior.get(), artifacts, () -> details().posterior(posterior.get(), artifacts));
            } else {
                ExperimentView experiment = board.findExperiment(id).orElseThrow();
                List<ObjectInfo> artifacts = store.list(new ExperimentLayout(id).prefix());
                List<RunView> runs = experiment.runIds().stream()
                        .flatMap(runId -> board.findRun(runId).stream())
                        .toList();
                show(experiment, artifacts, () -> details().experiment(experiment, runs, artifacts));
            }
            return ExitCode.DONE;
        }
    }

    private Details details() {
        return new Details(session.terminal());
    }

    private static String run(RunView run) {
        return new ExperimentLayout(run.experimentId()).run(run.runId()).prefix();
    }

    private static String posterior(PosteriorView posterior) {
        return new ExperimentLayout(posterior.experimentId())
                .posterior(posterior.jobId())
                .prefix();
    }

    private void show(Object view, List<ObjectInfo> artifacts, Runnable print) {
        if (root.json) {
            ObjectNode document = Json.MAPPER.valueToTree(view);
            document.putPOJO("artifacts", artifacts.stream().map(Artifact::of).toList());
            session.terminal().json(document);
        } else {
            print.run();
        }
    }

    private record Artifact(String key, long size) {
        static Artifact of(ObjectInfo info) {
            return new Artifact(info.key(), info.size());
        }
    }
}
