package io.epochline.console.cli;

import io.epochline.console.cli.output.Terminal;
import io.epochline.standalone.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Stops what {@code up} started. */
@Command(name = "down", description = "Stop exactly what 'up' started. Data stays.")
final class DownCommand implements Callable<Integer> {

    private final Session session;

    @ParentCommand
    private Epochline root;

    DownCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Terminal terminal = root.json ? session.terminal().besideJson() : session.terminal();
        Steps told = new Steps(terminal);
        List<Step> steps = new ArrayList<>();
        session.installation().supervisor().down(step -> {
            steps.add(step);
            told.accept(step);
        });
        List<String> gone = steps.stream()
                .filter(step -> step.kind() != Step.Kind.STOPPING)
                .map(Step::process)
                .toList();
        if (root.json) {
            session.terminal().json(Map.of("stopped", gone));
        } else {
            terminal.line(gone.isEmpty() ? "Nothing was running." : "Epochline is down. Data stays in .epochline.");
        }
        return ExitCode.DONE;
    }
}
