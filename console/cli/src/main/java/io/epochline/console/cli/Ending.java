package io.epochline.console.cli;

import io.epochline.console.cli.output.Style;
import io.epochline.console.cli.output.Terminal;
import io.epochline.events.Failure;
import io.epochline.events.RunStatus;

/** Tells how work ended that was followed to its end. */
record Ending(String id, RunStatus status, Failure failure, String artifacts, Object result) {

    /** @return the exit status */
    static int tell(Publication.Result result, Session session, boolean json) {
        Terminal terminal = json ? session.terminal().besideJson() : session.terminal();
        if (json) {
            session.terminal()
                    .json(new Ending(
                            result.id(),
                            result.outcome().status(),
                            result.outcome().failure(),
                            result.artifacts(),
                            result.outcome().last()));
        } else {
            Publication.printLog(result, terminal);
            terminal.line("Artifacts: " + result.artifacts());
        }
        if (!result.outcome().succeeded()) {
            terminal.line(terminal.styled(
                    Style.BAD, result.id() + " " + result.outcome().reason()));
            return ExitCode.WORK_FAILED;
        }
        return ExitCode.DONE;
    }
}
