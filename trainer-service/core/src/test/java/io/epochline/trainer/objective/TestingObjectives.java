package io.epochline.trainer.objective;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.DataFiles;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzReader;
import io.epochline.events.Event;
import io.epochline.events.JobRequested;
import io.epochline.events.RunFinished;
import io.epochline.events.spec.JobFile;
import io.epochline.trainer.StopSignal;
import io.epochline.trainer.Trainer;
import io.epochline.trainer.TrainerSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs jobs of kind {@code objective} against a store in memory. */
final class TestingObjectives {

    static final RunLayout LAYOUT = RunLayout.of("run-1", "run-1");

    private static final Path EXAMPLES = Path.of("../../docs/examples");

    private TestingObjectives() {}

    /** @param keys of the job beside kind and name, in YAML */
    static JobRequested request(String keys) {
        return (JobRequested)
                JobFile.read("kind: objective\nname: o\n" + keys, "job.yaml").request("run-1");
    }

    static List<Event> run(ArtifactStore store, String keys, TrainerSettings settings) {
        List<Event> events = new ArrayList<>();
        new Trainer(store, new DataFiles(EXAMPLES, store), events::add, settings).run(request(keys), new StopSignal());
        return events;
    }

    static RunFinished run(ArtifactStore store, String keys) {
        return (RunFinished) run(store, keys, TrainerSettings.of("worker")).getLast();
    }

    static Map<String, NpyArray> arrays(ArtifactStore store, String key) {
        return NpzReader.readAll(store.get(key));
    }
}
