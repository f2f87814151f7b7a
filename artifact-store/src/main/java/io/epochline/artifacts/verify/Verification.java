package io.epochline.artifacts.verify;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.artifacts.ArtifactException;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.ObjectInfo;
import io.epochline.artifacts.documents.JsonDocuments;
import io.epochline.artifacts.documents.Manifest;
import io.epochline.artifacts.layout.ExperimentLayout;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.artifacts.verify.Finding.Verdict;
import io.epochline.events.ArtifactRef;
import io.epochline.events.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Whether folders hold what was written there: a run's artifacts by the hashes in its summary, the summary by that in the
 * experiment's manifest. Every object is read once. Faults of the store are {@link ArtifactException}s.
 */
public final class Verification {

    private static final TypeReference<Map<String, ArtifactRef>> REFERENCES = new TypeReference<>() {};

    private final ArtifactStore store;

    public Verification(ArtifactStore store) {
        this.store = store;
    }

    /** The artifacts that a run's summary names, by their names there. Nothing when the run is not over. */
    public static Map<String, ArtifactRef> references(ArtifactStore store, RunLayout run) {
        if (store.stat(run.summary()).isEmpty()) {
            return Map.of();
        }
        ObjectNode summary = JsonDocuments.read(store, run.summary(), ObjectNode.class);
        return Json.MAPPER.convertValue(summary.path("artifacts"), REFERENCES);
    }

    /**
     * A run that is over: each artifact, the summary where a manifest vouches for it, and what else lies in the folder
     * besides claims and segments.
     *
     * @throws ArtifactException when the run has no summary
     */
    public List<Finding> run(RunLayout run) {
        return run(run, manifestOf(run.experiment()));
    }

    /**
     * An experiment that is over: what its manifest names, every run of it, and folders of runs that it does not name.
     *
     * @throws ArtifactException when the experiment has no manifest
     */
    public List<Finding> experiment(ExperimentLayout experiment) {
        Manifest manifest = Manifest.read(store, experiment.experimentId());
        List<Finding> findings = new ArrayList<>();
        manifest.report().forEach(reference -> findings.add(check(reference)));
        Set<String> named = new HashSet<>();
        for (Manifest.Run run : manifest.runs()) {
            named.add(run.runId());
            if (run.summary() != null) {
                findings.addAll(run(experiment.run(run.runId()), Optional.of(manifest)));
            }
        }
        store.folders(experiment.runs()).stream()
                .filter(run -> !named.contains(run))
                .forEach(run -> findings.add(new Finding(Verdict.EXTRA, experiment.runs() + run + "/", null, null)));
        return findings;
    }

    private Optional<Manifest> manifestOf(ExperimentLayout experiment) {
        return store.stat(experiment.manifest()).map(there -> Manifest.read(store, experiment.experimentId()));
    }

    private List<Finding> run(RunLayout run, Optional<Manifest> manifest) {
        List<Finding> findings = new ArrayList<>();
        manifest.stream()
                .flatMap(found -> found.runs().stream())
                .filter(listed -> listed.runId().equals(run.runId()))
                .map(Manifest.Run::summary)
                .filter(Objects::nonNull)
                .forEach(summary -> findings.add(check(summary)));
        if (findings.stream().noneMatch(finding -> finding.verdict() == Verdict.MISSING)) {
            artifacts(run, findings);
        }
        return findings;
    }

    private void artifacts(RunLayout run, List<Finding> findings) {
        if (store.stat(run.summary()).isEmpty()) {
            throw new NotOverException(run);
        }
        Map<String, ArtifactRef> references = references(store, run);
        references.values().forEach(reference -> findings.add(check(reference)));
        Set<String> known = new HashSet<>(Set.of(run.summary()));
        references.values().forEach(reference -> known.add(reference.key()));
        store.list(run.prefix()).stream()
                .map(ObjectInfo::key)
                .filter(key -> !known.contains(key) && !key.startsWith(run.claims()) && !key.startsWith(run.segments()))
                .forEach(key -> findings.add(new Finding(Verdict.EXTRA, key, null, null)));
    }

    private Finding check(ArtifactRef expected) {
        if (store.stat(expected.key()).isEmpty()) {
            return new Finding(Verdict.MISSING, expected.key(), expected, null);
        }
        ArtifactRef found = store.reference(expected.key());
        return new Finding(found.equals(expected) ? Verdict.INTACT : Verdict.CHANGED, expected.key(), expected, found);
    }

    private static final class NotOverException extends ArtifactException {

        private static final long serialVersionUID = 1L;

        NotOverException(RunLayout run) {
            super(
                    Kind.NOT_FOUND,
                    "The run '%s' of '%s' has no summary.json, so nothing vouches for its artifacts. It is not over, or was never begun."
                            .formatted(run.runId(), run.experiment().experimentId()),
                    null);
        }
    }
}
