package io.epochline.console.cli;

import io.epochline.console.cli.output.Terminal;
import io.epochline.console.cli.submit.PreparedSubmission;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Publishes what a job file asks for. */
@Command(
        name = "submit",
        description = {
            "Check a job file (training run, study, posterior or campaign) and publish it.",
            "Data files that it names are relative to it and are uploaded."
        })
final class SubmitCommand implements Callable<Integer> {

    private final Session session;

    @ParentCommand
    private Epochline root;

    @Parameters(paramLabel = "FILE", description = "A job in YAML or JSON, such as docs/examples/digits.yaml.")
    private Path file;

    @Option(names = "--wait", description = "Follow the work to its end; exit status 1 if it fails.")
    private boolean wait;

    SubmitCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        PreparedSubmission prepared =
                PreparedSubmission.read(file, () -> Connection.of(session).openStore());
        Connection connection = Connection.of(session).withTopics();
        Publication publication = new Publication(connection, session.clock());
        return wait ? follow(publication, prepared, connection) : publish(publication, prepared);
    }

    private int publish(Publication publication, PreparedSubmission prepared) {
        String id = publication.publish(prepared);
        if (root.json) {
            session.terminal().json(Map.of("id", id));
        } else {
            session.terminal().line("Published " + id);
            session.terminal().line("  ./epochline show " + id);
        }
        return ExitCode.DONE;
    }

    private int follow(Publication publication, PreparedSubmission prepared, Connection connection) {
        Terminal terminal = root.json ? session.terminal().besideJson() : session.terminal();
        Publication.Result result = publication.publishAndFollow(
                prepared, terminal, Vigilance.patient(terminal, connection::brokerTakesConnections));
        return Ending.tell(result, session, root.json);
    }
}
