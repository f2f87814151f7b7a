package io.epochline.standalone;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A process that was started, as it is remembered between commands.
 *
 * @param startedAtMillis when the system says it started; with the pid, what tells it from a later process of the same pid
 * @param command what was run
 * @param ports it listens on
 * @param fingerprint of command and environment, to notice changed settings without keeping secrets
 */
record ProcessRecord(
        @JsonProperty("name") String name,
        @JsonProperty("pid") long pid,
        @JsonProperty("started_at_millis") long startedAtMillis,
        @JsonProperty("command") List<String> command,
        @JsonProperty("ports") List<Integer> ports,
        @JsonProperty("fingerprint") String fingerprint) {

    /** The system's clock may be set between two readings of the same start. */
    private static final long CLOCK_TOLERANCE_MILLIS = 2000;

    static ProcessRecord of(Program program, ProcessHandle process) {
        return new ProcessRecord(
                program.name(),
                process.pid(),
                startedAt(process),
                program.command(),
                List.copyOf(program.ports().keySet()),
                program.fingerprint());
    }

    /** The process, if it still runs and is the one that was started. */
    Optional<ProcessHandle> live() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> Math.abs(startedAt(process) - startedAtMillis) <= CLOCK_TOLERANCE_MILLIS);
    }

    String who() {
        return "pid " + pid;
    }

    private static long startedAt(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
    }
}
