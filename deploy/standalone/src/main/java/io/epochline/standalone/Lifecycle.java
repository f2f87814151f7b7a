package io.epochline.standalone;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Starts and stops groups of processes, keeping the state file true at every step. */
final class Lifecycle {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_GRACE = Duration.ofSeconds(15);

    private final Path folder;
    private final StateFile state;
    private final Consumer<Step> progress;
    private final BooleanSupplier calledOff;

    Lifecycle(Path folder, StateFile state, Consumer<Step> progress, BooleanSupplier calledOff) {
        this.folder = folder;
        this.state = state;
        this.progress = progress;
        this.calledOff = calledOff;
    }

    /** Starts what does not run as asked for, all at once, and returns when all of it is ready. */
    void start(List<Program> programs) {
        long before = System.nanoTime();
        Map<Program, ProcessHandle> started = new LinkedHashMap<>();
        for (Program program : programs) {
            if (!runsAsAskedFor(program)) {
                started.put(program, launch(program));
            }
        }
        started.forEach((program, process) -> {
            Launch.awaitReady(
                    program.name(), process, () -> isReady(program, process), START_LIMIT, log(program.name()));
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before);
            report(program.name(), Step.Kind.READY, "after %.1f s".formatted(millis / 1000.0));
        });
    }

    /** Asks all to stop, waits for all, and ends by force what takes longer than the grace. */
    void stop(List<ProcessRecord> records) {
        Map<ProcessRecord, ProcessHandle> stopping = new LinkedHashMap<>();
        for (ProcessRecord record : records) {
            record.live()
                    .ifPresentOrElse(
                            process -> {
                                report(record.name(), Step.Kind.STOPPING, record.who());
                                process.destroy();
                                stopping.put(record, process);
                            },
                            () -> {
                                report(record.name(), Step.Kind.WAS_GONE, record.who());
                                state.remove(record.name());
                            });
        }
        long deadline = System.nanoTime() + STOP_GRACE.toNanos();
        stopping.forEach((record, process) -> {
            Step.Kind how = awaitEnd(process, deadline);
            state.remove(record.name());
            report(record.name(), how, record.who());
        });
    }

    private boolean runsAsAskedFor(Program program) {
        Optional<ProcessRecord> known = state.find(program.name());
        if (known.isEmpty()) {
            return false;
        }
        ProcessRecord record = known.get();
        Optional<String> fault = program.faultOf(record);
        if (fault.isEmpty()) {
            report(program.name(), Step.Kind.ALREADY_RUNNING, record.who());
            return true;
        }
        report(program.name(), Step.Kind.RECOVERED, record.who() + " " + fault.get());
        record.live().ifPresent(process -> {
            process.destroy();
            awaitEnd(process, System.nanoTime() + STOP_GRACE.toNanos());
        });
        state.remove(program.name());
        return false;
    }

    private boolean isReady(Program program, ProcessHandle process) {
        requireGoingOn();
        return program.ready().test(process.pid());
    }

    private void requireGoingOn() {
        if (calledOff.getAsBoolean()) {
            throw StandaloneException.interrupted("starting");
        }
    }

    private ProcessHandle launch(Program program) {
        requireGoingOn();
        program.ports().forEach((port, variable) -> PortHolder.requireFree(program.name(), port, variable));
        Path log = log(program.name());
        report(program.name(), Step.Kind.STARTING, "log " + log);
        ProcessHandle process = Launch.of(program.detached(), program.environment(), folder, log);
        state.put(ProcessRecord.of(program, process));
        return process;
    }

    private static Step.Kind awaitEnd(ProcessHandle process, long deadline) {
        try {
            process.onExit().get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return Step.Kind.STOPPED;
        } catch (TimeoutException e) {
            if (!process.isAlive()) { // it ended while others were waited for, and the future does not know yet
                return Step.Kind.STOPPED;
            }
            process.destroyForcibly();
            process.onExit().join();
            return Step.Kind.KILLED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StandaloneException.interrupted("stopping pid " + process.pid());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path log(String name) {
        return folder.resolve("logs").resolve(name + ".log");
    }

    private void report(String name, Step.Kind kind, String detail) {
        progress.accept(new Step(name, kind, detail));
    }
}
