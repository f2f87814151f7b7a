package io.epochline.console.cli;

import io.epochline.console.cli.output.Terminal;
import io.epochline.standalone.ServerAddress;
import io.epochline.standalone.StandaloneException;
import io.epochline.standalone.Supervisor;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Starts what does not run yet. */
@Command(
        name = "up",
        description = "Start Kafka, the object store and all services on this machine; what runs already stays.")
final class UpCommand implements Callable<Integer> {

    private static final int MOST_TRAINERS = 8;

    private final Session session;

    @ParentCommand
    private Epochline root;

    @Option(
            names = "--trainers",
            paramLabel = "N",
            defaultValue = "" + Installation.DEFAULT_TRAINERS,
            description = "How many trainers to run, 1 to " + MOST_TRAINERS + ". Default: ${DEFAULT-VALUE}.")
    private int trainers;

    UpCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (trainers < 1 || trainers > MOST_TRAINERS) {
            throw CliException.badInput("--trainers must be between 1 and %d, got: %d", MOST_TRAINERS, trainers);
        }
        Installation installation = session.installation();
        Supervisor supervisor = installation.supervisor(trainers);
        Terminal terminal = root.json ? session.terminal().besideJson() : session.terminal();
        ServerAddress address = start(supervisor, new Steps(terminal));
        Addresses addresses = Addresses.of(installation, address);
        if (root.json) {
            session.terminal().json(addresses);
        } else {
            terminal.line("Epochline is up.");
            addresses.print(terminal);
        }
        return ExitCode.DONE;
    }

    /** Ctrl-C while nothing ran before leaves nothing running. */
    private static ServerAddress start(Supervisor supervisor, Steps steps) {
        boolean ranBefore = !supervisor.status().isEmpty();
        try {
            return supervisor.up(steps);
        } catch (StandaloneException e) {
            if (Thread.currentThread().isInterrupted() && !ranBefore) {
                Interruption.putAside(() -> supervisor.down(steps));
            }
            throw e;
        }
    }
}
