package io.epochline.trainer;

import io.epochline.events.Failure;
import io.epochline.events.FailureCode;
import io.epochline.events.Suggestion;
import io.epochline.events.spec.CommandJob;
import io.epochline.trainer.command.Command;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the end of a program means for its run. */
final class CommandEnding {

    private static final int SIGNAL = 128;
    private static final int KILLED = 9;

    private CommandEnding() {}

    /** Empty where the run succeeded, with what it told until it was ended. */
    static Optional<Failure> outOfTime(Command command, CommandCurve curve, List<String> lastLines) {
        if (curve.best() != null) {
            return Optional.empty();
        }
        String message = "'%s' was ended after %s s, and had told of no finite '%s' until then.%s"
                .formatted(
                        command.program().name(),
                        command.seconds(),
                        command.job().objective().metric(),
                        said(lastLines));
        return Optional.of(Failure.of(FailureCode.TIME_LIMIT, message));
    }

    /** Empty where the run succeeded. */
    static Optional<Failure> ended(Command command, CommandCurve curve, int exitCode, List<String> lastLines) {
        if (exitCode != 0) {
            String message =
                    "'%s' ended with %s.%s".formatted(command.program().name(), reason(exitCode), said(lastLines));
            return Optional.of(Failure.of(FailureCode.PROGRAM_FAILED, message));
        }
        return curve.best() != null ? Optional.empty() : Optional.of(noObjective(command.job(), curve, lastLines));
    }

    private static String reason(int exitCode) {
        if (exitCode <= SIGNAL) {
            return "exit code " + exitCode;
        }
        int signal = exitCode - SIGNAL;
        return "signal " + signal + (signal == KILLED ? ": it was killed, maybe for want of memory" : "");
    }

    private static Failure noObjective(CommandJob job, CommandCurve curve, List<String> lastLines) {
        String metric = job.objective().metric();
        Set<String> told = curve.names();
        if (told.contains(metric)) {
            return Failure.of(
                    FailureCode.DIVERGED,
                    "The objective '%s' was not finite in any of %d epochs."
                            .formatted(metric, curve.epochs().size()));
        }
        String hint = told.isEmpty()
                ? "No metrics were found in what it printed, read as '%s'.%s"
                        .formatted(job.metrics().label(), said(lastLines))
                : "It told of %s%s".formatted(told, Suggestion.of(metric, told));
        return Failure.of(
                FailureCode.INVALID_JOB,
                "'%s' ended well, but never told of its objective '%s'. %s".formatted(job.program(), metric, hint));
    }

    private static String said(List<String> lastLines) {
        return lastLines.isEmpty() ? " It printed nothing." : " Its last lines:\n" + String.join("\n", lastLines);
    }
}
