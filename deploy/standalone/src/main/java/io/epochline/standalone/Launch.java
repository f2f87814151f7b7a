package io.epochline.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Starts a process whose output goes to a log, and waits until it serves. */
final class Launch {
    private static final long POLL_MILLIS = 50;
    private static final int LOG_TAIL_LINES = 15;

    private Launch() {}

    static ProcessHandle of(List<String> command, Map<String, String> environment, Path directory, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            return builder.start().toHandle();
        } catch (IOException e) {
            throw StandaloneException.failedToStart(command.get(0), e.getMessage(), e);
        }
    }

    /** Returns when {@code ready} says so; throws with the end of the log when the process ends first or time is up. */
    static void awaitReady(String name, ProcessHandle process, BooleanSupplier ready, Duration limit, Path log) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!ready.getAsBoolean()) {
            if (!process.isAlive()) {
                throw StandaloneException.failedToStart(name, tail(log), null);
            }
            if (System.nanoTime() > deadline) {
                throw StandaloneException.notReady(name, limit, log);
            }
            pause(name);
        }
    }

    private static void pause(String name) {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StandaloneException.interrupted("waiting for " + name);
        }
    }

    private static String tail(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "its log " + log + " cannot be read";
        }
    }
}
