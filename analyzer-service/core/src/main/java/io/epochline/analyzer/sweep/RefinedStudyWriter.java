package io.epochline.analyzer.sweep;

import io.epochline.artifacts.ArtifactException;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.layout.ExperimentLayout;
import io.epochline.events.ArtifactRef;
import io.epochline.events.SearchSpaceRefined;
import io.epochline.events.spec.StudySpec;
import java.nio.charset.StandardCharsets;

/** Answers a finished study with a refined one, written to its folder as {@code refined.yaml}. */
public final class RefinedStudyWriter {
    private final ArtifactStore store;

    public RefinedStudyWriter(ArtifactStore store) {
        this.store = store;
    }

    /**
     * Done again, it writes and says the same.
     *
     * @throws ArtifactException when the store does not answer; the same call may succeed later
     */
    public SearchSpaceRefined write(String experimentId, StudySpec study) {
        Sweep sweep = new SweepReader(store).read(experimentId, study);
        SweepAnalysis analysis = SweepAnalysis.of(sweep);
        ArtifactRef yaml = store.put(
                new ExperimentLayout(experimentId).refinedSpace(),
                RefinedStudy.yaml(sweep, analysis).getBytes(StandardCharsets.UTF_8),
                "application/yaml");
        return new SearchSpaceRefined(experimentId, analysis.next().space(), analysis.findings(), yaml);
    }
}
