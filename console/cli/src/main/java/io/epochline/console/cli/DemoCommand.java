package io.epochline.console.cli;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.layout.ExperimentLayout;
import io.epochline.console.cli.output.Format;
import io.epochline.console.cli.output.Style;
import io.epochline.console.cli.output.Terminal;
import io.epochline.console.cli.submit.PreparedSubmission;
import io.epochline.events.ExperimentFinished;
import io.epochline.standalone.ProcessStatus;
import io.epochline.standalone.Supervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Shows the whole of Epochline: starts it, runs a campaign, stops it. */
@Command(
        name = "demo",
        description = "Start everything, run a small campaign on simulated spectra, report, and stop what was started.")
final class DemoCommand implements Callable<Integer> {

    private static final Duration LIMIT = Duration.ofMinutes(20);
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(3);

    private final Session session;

    @ParentCommand
    private Epochline root;

    DemoCommand(Session session) {
        this.session = session;
    }

    private record Ended(String experimentId, CampaignLog log, ExperimentFinished finished, List<Path> reports) {}

    @Override
    public Integer call() {
        Terminal terminal = root.json ? session.terminal().besideJson() : session.terminal();
        PreparedSubmission campaign =
                PreparedSubmission.read(session.home().resolve("docs/examples/campaign-spectral.yaml"), () -> {
                    throw CliException.badInput("The demonstration needs no data from a store.");
                });
        Supervisor supervisor = session.installation().supervisor(Installation.DEFAULT_TRAINERS);
        if (isUp(supervisor)) {
            terminal.line("Epochline runs already; the demonstration uses it and leaves it running.");
            return run(campaign, supervisor, terminal);
        }
        try {
            terminal.line("Starting Kafka, the object store and the services.");
            supervisor.up(new Steps(terminal));
            return run(campaign, supervisor, terminal);
        } finally {
            terminal.line("Stopping what was started.");
            Interruption.putAside(() -> supervisor.down(new Steps(terminal)));
        }
    }

    /** Whether all runs that the last {@code up} started; what is half up is nobody's to repair or to stop here. */
    private static boolean isUp(Supervisor supervisor) {
        List<ProcessStatus> processes = supervisor.status();
        List<String> amiss = processes.stream()
                .filter(process -> process.state() != ProcessStatus.State.RUNNING)
                .map(ProcessStatus::name)
                .toList();
        boolean anyAlive = processes.stream().anyMatch(process -> process.state() != ProcessStatus.State.DEAD);
        if (anyAlive && !amiss.isEmpty()) {
            throw CliException.outOfReach(
                    "Epochline is half up: %s not answering. Run './epochline up' to mend it or './epochline down' to stop it.",
                    String.join(", ", amiss));
        }
        return anyAlive;
    }

    private int run(PreparedSubmission campaign, Supervisor supervisor, Terminal terminal) {
        long began = session.clock().millis();
        Connection connection = Connection.of(supervisor
                .address()
                .orElseThrow(
                        () -> CliException.outOfReach("The server has died. Its log is .epochline/logs/server.log")));
        Publication publication = new Publication(connection, session.clock());
        Publication.Result result = publication.publishAndFollow(
                campaign, terminal, Vigilance.strict(supervisor, session.clock(), LIMIT, LONGEST_SILENCE));
        List<Path> reports = download(connection, result.id());
        ExperimentFinished finished = (ExperimentFinished) result.outcome().last();
        if (root.json) {
            session.terminal()
                    .json(new Ended(result.id(), CampaignLog.of(result.board(), finished), finished, reports));
        } else {
            terminal.line("");
            Publication.printLog(result, terminal);
            terminal.line("");
            reports.forEach(report -> terminal.line("Report:  " + report));
            terminal.line("Objects: " + result.artifacts() + ", as files under "
                    + session.installation().folder().resolve("data/s3"));
        }
        Duration took = Duration.ofMillis(session.clock().millis() - began);
        if (!result.outcome().succeeded()) {
            throw CliException.workFailed(
                    "The campaign %s %s", result.id(), result.outcome().reason());
        }
        terminal.line(terminal.styled(Style.STRONG, "Done in " + Format.duration(took) + "."));
        return ExitCode.DONE;
    }

    private List<Path> download(Connection connection, String experimentId) {
        ExperimentLayout layout = new ExperimentLayout(experimentId);
        Path folder = session.installation().folder().resolve("reports").resolve(experimentId);
        try (ArtifactStore store = connection.openStore()) {
            Files.createDirectories(folder);
            List<String> keys =
                    List.of(layout.reportHtml(), layout.reportMarkdown(), layout.reportJson(), layout.experimentLog());
            List<String> there =
                    keys.stream().filter(key -> store.stat(key).isPresent()).toList();
            for (String key : there) {
                Files.write(folder.resolve(fileName(key)), store.get(key));
            }
            return there.stream().map(key -> folder.resolve(fileName(key))).toList();
        } catch (IOException e) {
            throw CliException.workFailed("The report cannot be written to %s: %s", folder, e);
        }
    }

    private static String fileName(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
    }
}
