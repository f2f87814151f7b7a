package io.epochline.trainer;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.events.ArtifactRef;
import io.epochline.events.Event;
import io.epochline.events.JobRequested;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** One attempt at a run as its {@link Work} sees it: what was asked for, where to put things, whom to tell, when to stop. */
public final class Attempt {

    private final JobRequested request;
    private final RunClaim claim;
    private final StopSignal stop;
    private final EventSink events;
    private final Map<String, ArtifactRef> artifacts = new LinkedHashMap<>();

    Attempt(JobRequested request, RunClaim claim, StopSignal stop, EventSink events) {
        this.request = request;
        this.claim = claim;
        this.stop = stop;
        this.events = events;
    }

    public JobRequested request() {
        return request;
    }

    /** From 1. */
    public int number() {
        return claim.attempt();
    }

    public ArtifactStore store() {
        return claim.store();
    }

    public RunLayout layout() {
        return claim.layout();
    }

    public StopSignal stop() {
        return stop;
    }

    /** Returns when the event is safe. */
    public void tell(Event event) {
        events.emit(event);
    }

    /** Whether another worker has the run now: then nothing more may be told or written. */
    public boolean superseded() {
        return claim.superseded();
    }

    /** Lists an artifact under a name in the summary. */
    public void keep(String name, ArtifactRef artifact) {
        artifacts.put(name, artifact);
    }

    Map<String, ArtifactRef> artifacts() {
        return Collections.unmodifiableMap(artifacts);
    }
}
