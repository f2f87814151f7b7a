package io.epochline.console.cli;

import io.epochline.events.JobPauseRequested;
import io.epochline.events.kafka.EventPublisher;
import io.epochline.events.view.RunView;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Asks for a run to be held. */
@Command(
        name = "pause",
        description = {
            "Ask whichever worker has the run to leave a checkpoint and let go of it; its slot is free for other runs.",
            "The run goes on where it stood with './epochline continue'. One that is queued is held when its turn comes."
        })
final class PauseCommand implements Callable<Integer> {

    private final Session session;

    @ParentCommand
    private Epochline root;

    @Parameters(paramLabel = "RUN", description = "The id of a run, or its unique beginning.")
    private String given;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Why; is told to those who watch.")
    private String reason;

    PauseCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Connection connection = Connection.of(session).withTopics();
        RunView run = Lookup.run(History.read(connection), given);
        if (run.over()) {
            throw CliException.badInput("%s is over already: %s.", run.runId(), run.state());
        }
        JobPauseRequested command = run.pause(reason);
        if (!run.held()) {
            try (EventPublisher publisher = connection.publisher()) {
                publisher.publish(command);
            }
        }
        if (root.json) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("id", run.runId());
            answer.put("requested", !run.held());
            answer.put("state", run.state());
            answer.put("pause", command.pause());
            session.terminal().json(answer);
        } else if (run.held()) {
            session.terminal().line("%s is paused already. Nothing was asked for.", run.runId());
        } else {
            session.terminal().line("Asked to pause %s, which is %s.", run.runId(), run.state());
            session.terminal().line("  ./epochline continue %s", run.runId());
        }
        return ExitCode.DONE;
    }
}
