package io.epochline.console.cli;

import io.epochline.console.cli.output.Terminal;
import io.epochline.console.cli.watch.Follower;
import io.epochline.standalone.ProcessStatus;
import io.epochline.standalone.Supervisor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Sees to it that nobody waits for what will not come. */
final class Vigilance {

    private static final Duration HINT_AFTER = Duration.ofSeconds(30);
    private static final Duration GIVE_UP_AFTER = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private Vigilance() {}

    /**
     * For work that may take days: hints once at a long silence, and ends when the broker is away for a minute.
     *
     * @param reachable whether the broker takes connections
     */
    static Follower.Vigil patient(Terminal terminal, BooleanSupplier reachable) {
        return new Follower.Vigil() {
            private boolean hinted;
            private long awaySince = -1;
            private long nextLook;

            @Override
            public void check(Duration silence) {
                if (silence.compareTo(HINT_AFTER) > 0 && !hinted) {
                    hinted = true;
                    terminal.err()
                            .println(
                                    "Nothing was told for 30 s. Maybe all workers are busy, or none runs: "
                                            + "'./epochline status' shows them. Still waiting; Ctrl-C ends the waiting, not the work.");
                }
                if (silence.compareTo(BETWEEN_LOOKS) > 0 && silence.toMillis() > nextLook) {
                    nextLook = silence.plus(BETWEEN_LOOKS).toMillis();
                    look(silence);
                }
                if (silence.compareTo(BETWEEN_LOOKS) < 0) {
                    nextLook = 0;
                    awaySince = -1;
                }
            }

            private void look(Duration silence) {
                if (reachable.getAsBoolean()) {
                    awaySince = -1;
                    return;
                }
                awaySince = awaySince < 0 ? silence.toMillis() : awaySince;
                if (silence.toMillis() - awaySince > GIVE_UP_AFTER.toMillis()) {
                    throw CliException.outOfReach(
                            "Kafka has been out of reach for a minute. What was published stays; './epochline runs' shows "
                                    + "what became of it once './epochline up' has brought Kafka back.");
                }
            }
        };
    }

    /** For the demonstration: ends when a process dies, when nothing is told for long, or when time is up. */
    static Follower.Vigil strict(Supervisor supervisor, Clock clock, Duration limit, Duration longestSilence) {
        Instant deadline = clock.instant().plus(limit);
        return new Follower.Vigil() {
            private Instant nextLook = clock.instant();

            @Override
            public void check(Duration silence) {
                Instant now = clock.instant();
                if (now.isAfter(deadline)) {
                    throw CliException.workFailed("The campaign was not over after %d min.", limit.toMinutes());
                }
                if (silence.compareTo(longestSilence) > 0) {
                    throw CliException.workFailed(
                            "Nothing was told of the campaign for %d s. Logs are in .epochline/logs.",
                            longestSilence.toSeconds());
                }
                if (now.isAfter(nextLook)) {
                    nextLook = now.plus(BETWEEN_LOOKS);
                    requireAllAlive(supervisor.status());
                }
            }
        };
    }

    private static void requireAllAlive(List<ProcessStatus> processes) {
        processes.stream()
                .filter(process -> process.state() == ProcessStatus.State.DEAD)
                .findFirst()
                .ifPresent(dead -> {
                    throw CliException.workFailed(
                            "%1$s (pid %2$d) has died. Its log is .epochline/logs/%1$s.log", dead.name(), dead.pid());
                });
    }
}
