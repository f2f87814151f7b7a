package io.epochline.trainer;

import io.epochline.artifacts.MemoryArtifactStore;
import io.epochline.events.Event;
import io.epochline.events.JobRequested;
import io.epochline.events.RunFinished;
import java.util.ArrayList;
import java.util.List;

/** A trainer with a store of its own, that remembers what it told. */
final class TestingTrainer {

    final MemoryArtifactStore store = new MemoryArtifactStore("epochline");
    final List<Event> events = new ArrayList<>();

    TestingTrainer() {
        TestJobs.putClouds(store);
    }

    Trainer.Outcome run(String job) {
        return run(TestJobs.request(job));
    }

    Trainer.Outcome run(JobRequested request) {
        return telling(events::add).run(request, new StopSignal());
    }

    Trainer.Outcome run(String job, StopSignal stop, EventSink sink) {
        return telling(sink).run(TestJobs.request(job), stop);
    }

    Trainer telling(EventSink sink) {
        return new Trainer(store, TestJobs.files(store), sink, TrainerSettings.of("worker-1"));
    }

    RunFinished finished() {
        return (RunFinished) events.getLast();
    }
}
