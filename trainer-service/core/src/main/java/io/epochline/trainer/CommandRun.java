package io.epochline.trainer;

import io.epochline.artifacts.npz.NpzReader;
import io.epochline.artifacts.npz.NpzWriter;
import io.epochline.events.Failure;
import io.epochline.events.JobRequested;
import io.epochline.events.RunStatus;
import io.epochline.events.RunSummary;
import io.epochline.events.spec.CommandJob;
import io.epochline.trainer.command.Command;
import io.epochline.trainer.command.KeptFiles;
import io.epochline.trainer.command.ProgramProcess;
import io.epochline.trainer.command.Programs;
import io.epochline.trainer.command.Workspace;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The run of a listed program. Each attempt starts the program anew; where the program itself goes on from what it kept in
 * {@code EPOCHLINE_CHECKPOINT_DIR}, its curve goes on too.
 */
final class CommandRun implements Work {

    private static final String NPZ = "application/x-npz";

    private final Command command;
    private final Programs programs;
    private final TrainerSettings settings;
    private final CommandCurve curve;
    private Workspace workspace;
    private ProgramProcess process;
    private Instant began = Instant.now();
    private boolean concluded;

    private CommandRun(Command command, Programs programs, TrainerSettings settings) {
        this.command = command;
        this.programs = programs;
        this.settings = settings;
        this.curve = new CommandCurve(command.job().objective());
    }

    /** @throws TrainerException when the job cannot run on this worker */
    static CommandRun open(CommandJob job, Programs programs, TrainerSettings settings) {
        return new CommandRun(Command.of(job, programs), programs, settings);
    }

    @Override
    public Plan plan() {
        Integer epochs = command.job().epochs();
        return new Plan(epochs == null ? 0 : epochs, 0, 0, null);
    }

    @Override
    public Object meta(JobRequested request, int attempt) {
        return CommandMeta.of(request, attempt, command, settings);
    }

    @Override
    public void resume(Attempt attempt) {
        String key = attempt.layout().checkpoint();
        attempt.store()
                .stat(key)
                .ifPresent(
                        info -> curve.restore(NpzReader.readAll(attempt.store().get(key))));
    }

    @Override
    public End work(Attempt attempt) {
        String runId = attempt.request().jobId();
        workspace = Workspace.make(programs, command.program(), runId, attempt.number());
        began = Instant.now();
        try {
            process = ProgramProcess.start(
                    command,
                    workspace,
                    new ProgramProcess.Run(attempt.request().experimentId(), runId, attempt.number()));
            return follow(attempt);
        } catch (TrainerException e) {
            if (e.code().retryable()) {
                throw e;
            }
            return new End.Failed(e.failure());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a program was at work", e);
        }
    }

    private End follow(Attempt attempt) throws InterruptedException {
        CommandFollower follower = new CommandFollower(command.job(), attempt, curve, this::save);
        CommandFollower.Verdict verdict = follower.follow(process, deadline());
        sweep(follower, verdict);
        follower.finish(process, verdict);
        return switch (verdict) {
            case SUPERSEDED -> new End.Superseded();
            case STOPPED -> new End.Stopped();
            case OUT_OF_TIME -> end(CommandEnding.outOfTime(command, curve, follower.lastLines()), "time_limit");
            case ENDED -> end(CommandEnding.ended(command, curve, process.exitCode(), follower.lastLines()), null);
        };
    }

    private static End end(Optional<Failure> failure, String reason) {
        return failure.<End>map(End.Failed::new).orElseGet(() -> new End.Completed(reason));
    }

    private Instant deadline() {
        return command.seconds() == null
                ? Instant.MAX
                : began.plus(Duration.ofMillis((long) (1000 * command.seconds())));
    }

    /** Ends what still runs. What is printed until then is heard, too, unless the run is another attempt's now. */
    private void sweep(CommandFollower follower, CommandFollower.Verdict verdict) throws InterruptedException {
        if (verdict == CommandFollower.Verdict.SUPERSEDED) {
            process.kill();
            return;
        }
        if (verdict != CommandFollower.Verdict.ENDED) {
            process.terminate();
            follower.drain(process, (long) (1000 * command.program().limits().grace()));
        }
        process.kill();
        follower.drain(process, CommandFollower.AFTERMATH_MILLIS);
    }

    @Override
    public void save(Attempt attempt) {
        attempt.store().put(attempt.layout().checkpoint(), NpzWriter.bytes(curve.arrays()), NPZ);
    }

    @Override
    public RunSummary conclude(Attempt attempt, RunStatus status, Failure failure) {
        KeptFiles files = new KeptFiles(command, workspace, FileTime.from(began));
        files.put(attempt.store(), attempt.layout()).forEach((path, ref) -> attempt.keep("files/" + path, ref));
        attempt.keep("trace", attempt.store().put(attempt.layout().trace(), NpzWriter.bytes(curve.traceArrays()), NPZ));
        List<String> notes = new ArrayList<>(files.notes());
        notes.add(failure == null ? status.label() : status.label() + ": " + failure.message());
        if (process != null) {
            keepLog(attempt, notes);
        }
        concluded = true;
        return curve.summary(Duration.between(began, Instant.now()).toMillis() / 1000.0);
    }

    private void keepLog(Attempt attempt, List<String> notes) {
        Path log = workspace.scratch().resolve("train_log.txt");
        process.copyLog(log, notes);
        attempt.keep("train_log", attempt.store().put(attempt.layout().trainLog(), log, "text/plain"));
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
        if (workspace != null) {
            workspace.close();
            if (concluded) {
                workspace.forget();
            }
        }
    }
}
