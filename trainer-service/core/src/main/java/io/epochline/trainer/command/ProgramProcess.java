package io.epochline.trainer.command;

import io.epochline.events.FailureCode;
import io.epochline.trainer.TrainerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A program at work, with all processes that it starts. Used by one thread. */
public final class ProgramProcess implements AutoCloseable {

    /** What a program is told of its run, in {@code EPOCHLINE_…} variables. */
    public record Run(String experimentId, String runId, int attempt) {}

    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
    private static final int REAP_MILLIS = 1000;

    /** The system has no room for another process now: EAGAIN, ENOMEM. */
    private static final Pattern NO_ROOM = Pattern.compile("error=1[12],");

    private final Run run;
    private final Process process;
    private final OutputLog log;
    private final Output output;

    private ProgramProcess(Run run, Process process, OutputLog log) {
        this.run = run;
        this.process = process;
        this.log = log;
        this.output = Output.of(process.getInputStream(), log, run.runId());
    }

    /** Starts a program, after ending what earlier attempts at the run left on this machine. */
    public static ProgramProcess start(Command command, Workspace workspace, Run run) {
        Leftovers.before(run.runId(), run.attempt()).forEach(ProcessHandle::destroyForcibly);
        try {
            OutputLog log = new OutputLog(
                    workspace.scratch().resolve("output.log"),
                    command.program().limits().logBytes());
            try {
                return new ProgramProcess(run, launch(command, workspace, run), log);
            } catch (IOException e) {
                log.close();
                throw new TrainerException(
                        NO_ROOM.matcher(e.getMessage()).find() ? FailureCode.OUT_OF_MEMORY : FailureCode.PROGRAM_FAILED,
                        "The program '%s' does not start: %s"
                                .formatted(command.program().name(), e.getMessage()),
                        e);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process launch(Command command, Workspace workspace, Run run) throws IOException {
        List<String> argv = new ArrayList<>(command.argv());
        if (Files.isExecutable(SETPRIV)) {
            // Linux ends the program when the worker is killed.
            argv.addAll(0, List.of(SETPRIV.toString(), "--pdeathsig", "KILL", "--"));
        }
        ProcessBuilder builder =
                new ProcessBuilder(argv).directory(workspace.folder().toFile()).redirectErrorStream(true);
        Map<String, String> env = builder.environment();
        env.clear();
        env.put("TMPDIR", workspace.temporary().toString());
        env.putAll(command.env());
        env.put("EPOCHLINE_EXPERIMENT_ID", run.experimentId());
        env.put(Leftovers.RUN, run.runId());
        env.put(Leftovers.ATTEMPT, Integer.toString(run.attempt()));
        env.put("EPOCHLINE_CHECKPOINT_DIR", workspace.checkpoints().toString());
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    /** The next line that it prints; empty where none comes in time. */
    public Optional<String> next(long millis) throws InterruptedException {
        if (output.ended()) {
            process.waitFor(millis, TimeUnit.MILLISECONDS);
        }
        return output.next(millis);
    }

    /** Whether it has ended and all that it printed was taken. What it leaves running in the background does not count. */
    public boolean over() {
        return output.ended() && !process.isAlive();
    }

    /** Whether the program itself has ended, while others that it started may hold its output open. */
    public boolean exited() {
        return !process.isAlive();
    }

    /** Whether its lines change while they are printed, as progress bars do. */
    public boolean redraws() {
        return output.redrawn();
    }

    /** Of a program that has {@link #exited}; above 128 it is 128 and the signal that ended it. */
    public int exitCode() {
        return process.exitValue();
    }

    /** Asks the program and all that it started to end. */
    public void terminate() {
        all().forEach(ProcessHandle::destroy);
    }

    /** Ends the program and all that it started. */
    public void kill() throws InterruptedException {
        all().forEach(ProcessHandle::destroyForcibly);
        if (!process.waitFor(REAP_MILLIS, TimeUnit.MILLISECONDS)) {
            System.getLogger(ProgramProcess.class.getName())
                    .log(System.Logger.Level.WARNING, "Process {0} does not end", Long.toString(process.pid()));
        }
    }

    private Stream<ProcessHandle> all() {
        List<ProcessHandle> tree = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        return Stream.concat(tree.stream(), Leftovers.of(run.runId(), run.attempt()).stream())
                .distinct();
    }

    /** Writes all that it printed so far to a file, with notes at the end. */
    public void copyLog(Path target, List<String> notes) {
        try {
            log.copy(target, notes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends whatever still runs. */
    @Override
    public void close() {
        all().forEach(ProcessHandle::destroyForcibly);
        try {
            log.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
