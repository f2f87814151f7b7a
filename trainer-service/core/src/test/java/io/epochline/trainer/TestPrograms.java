package io.epochline.trainer;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.DataFiles;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.events.EpochCompleted;
import io.epochline.events.Event;
import io.epochline.events.JobRequested;
import io.epochline.events.RunFinished;
import io.epochline.events.spec.CommandJob;
import io.epochline.events.spec.JobFile;
import io.epochline.trainer.command.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A worker whose operator has listed one program, {@code script}: a shell script. */
final class TestPrograms {

    static final RunLayout LAYOUT = RunLayout.of("run-1", "run-1");

    final Path home;
    final ArtifactStore store;
    final List<Event> events = new CopyOnWriteArrayList<>();

    TestPrograms(Path home, ArtifactStore store) {
        this.home = home;
        this.store = store;
    }

    /**
     * Runs the job, which is to be called {@code run-1}.
     *
     * @param script the lines of the program
     * @param listed more keys of the program in the operator's list, as YAML in one line each
     * @param job more keys of the job, likewise
     */
    Trainer.Outcome run(StopSignal stop, String script, String listed, String job) {
        Programs programs = list(script, listed);
        return new Trainer(store, new DataFiles(home, store), this::hear, TrainerSettings.of("w"), programs)
                .run(new JobRequested("run-1", null, spec(job), Map.of()), stop);
    }

    RunFinished run(String script, String listed, String job) {
        run(new StopSignal(), script, listed, job);
        return finished();
    }

    RunFinished run(String script) {
        return run(script, "", "");
    }

    Programs list(String script, String listed) {
        try {
            Path file = home.resolve("script.sh");
            Files.writeString(file, "#!/bin/sh\n" + script);
            if (!file.toFile().setExecutable(true)) {
                throw new IOException(file + " cannot be made executable");
            }
            String list = "programs:\n  script:\n    executable: ./script.sh\n" + listed.indent(4);
            return Programs.load(Files.writeString(home.resolve("commands.yaml"), list), home.resolve("work"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CommandJob spec(String job) {
        String objective = job.contains("objective:") ? "" : "objective: {metric: val_loss, direction: minimize}\n";
        return (CommandJob) JobFile.read("kind: command\nname: other\nprogram: script\n" + objective + job, "job");
    }

    private synchronized void hear(Event event) {
        events.add(event);
        notifyAll();
    }

    /** Returns when so many epochs were told of. */
    synchronized void awaitEpochs(int count) throws InterruptedException {
        while (epochs().size() < count) {
            wait();
        }
    }

    /** Returns when the processes are gone whose ids a script wrote to the file {@code pids}. */
    void awaitEnds() throws IOException {
        for (String pid : Files.readString(home.resolve("pids")).split("\\s+")) {
            ProcessHandle.of(Long.parseLong(pid))
                    .ifPresent(process -> process.onExit().join());
        }
    }

    RunFinished finished() {
        return (RunFinished) events.getLast();
    }

    List<EpochCompleted> epochs() {
        return events.stream()
                .filter(EpochCompleted.class::isInstance)
                .map(EpochCompleted.class::cast)
                .toList();
    }

    String log() {
        return new String(store.get(LAYOUT.trainLog()), StandardCharsets.UTF_8);
    }
}
