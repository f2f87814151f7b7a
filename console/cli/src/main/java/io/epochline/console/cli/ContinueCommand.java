package io.epochline.console.cli;

import io.epochline.events.kafka.EventPublisher;
import io.epochline.events.view.RunView;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Asks for a run that is held once more. */
@Command(
        name = "continue",
        description = {
            "Have a run go on that is paused: it is queued again, and whichever worker takes it goes on from its checkpoint.",
            "What comes of it is the same as if it had never been paused."
        })
final class ContinueCommand implements Callable<Integer> {

    private final Session session;

    @ParentCommand
    private Epochline root;

    @Parameters(paramLabel = "RUN", description = "The id of a run, or its unique beginning.")
    private String given;

    ContinueCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Connection connection = Connection.of(session).withTopics();
        RunView run = Lookup.run(History.read(connection), given);
        if (!run.held()) {
            throw CliException.badInput(
                    "%s is %s, not paused. If you have just asked to pause it, maybe try again in a moment.",
                    run.runId(), run.state());
        }
        try (EventPublisher publisher = connection.publisher()) {
            publisher.publish(run.resumed());
        }
        if (root.json) {
            session.terminal().json(Map.of("id", run.runId(), "requested", true, "state", run.state()));
        } else {
            session.terminal().line("Asked for %s to go on.", run.runId());
            session.terminal().line("  ./epochline watch %s", run.runId());
        }
        return ExitCode.DONE;
    }
}
