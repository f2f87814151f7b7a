package io.epochline.artifacts.summaries;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.artifacts.ArtifactException;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.Concurrently;
import io.epochline.artifacts.documents.JsonDocuments;
import io.epochline.artifacts.documents.Manifest;
import io.epochline.artifacts.layout.ExperimentLayout;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * The summaries of an experiment's finished runs, as {@code summary.json} has them, without the references to artifacts.
 *
 * <p>A summary never changes once it is there, so the index is a set that only grows: parts may overlap, be written twice
 * or be joined by several at a time, and mean the same. What is missing in it is read from the runs themselves. Faults are
 * {@link ArtifactException}s.
 */
public final class SummaryIndex {

    private final ArtifactStore store;
    private final ExperimentLayout experiment;
    private final SummaryParts parts;

    public SummaryIndex(ArtifactStore store, String experimentId) {
        this.store = store;
        this.experiment = new ExperimentLayout(experimentId);
        this.parts = new SummaryParts(store, experiment.summaries());
    }

    /**
     * Adds a run that is over: one read and one write, and for one run in {@value SummaryParts#FAN} the work of joining as
     * many parts. May be done again.
     */
    public void add(String runId) {
        parts.put(runId, List.of(summary(runId)));
        if (itIsTheTurnOf(runId)) {
            parts.join();
        }
    }

    /** One run in {@code FAN} tidies up, and which one needs no looking. */
    private static boolean itIsTheTurnOf(String runId) {
        CRC32 crc = new CRC32();
        crc.update(runId.getBytes(StandardCharsets.UTF_8));
        return crc.getValue() % SummaryParts.FAN == 0;
    }

    /**
     * The summaries of all runs that are over, by their ids. Those that were not in the index yet are added to it, unless
     * the store may only be read.
     *
     * <p>Which runs there are is told by the manifest, once the experiment is over, and until then by the folders of runs.
     */
    public SortedMap<String, ObjectNode> update() {
        SortedMap<String, ObjectNode> summaries = new TreeMap<>();
        parts.read().forEach(summary -> summaries.put(summary.path("run_id").asText(), summary));
        Set<String> runs = runs();
        summaries.keySet().retainAll(runs);
        runs.removeAll(summaries.keySet());
        List<ObjectNode> missing = Concurrently.map(runs, this::summaryIfOver).stream()
                .flatMap(Optional::stream)
                .toList();
        missing.forEach(summary -> summaries.put(summary.path("run_id").asText(), summary));
        keep(missing);
        return Collections.unmodifiableSortedMap(summaries);
    }

    private Set<String> runs() {
        if (store.stat(experiment.manifest()).isEmpty()) {
            return new HashSet<>(store.folders(experiment.runs()));
        }
        return Manifest.read(store, experiment.experimentId()).runs().stream()
                .filter(run -> run.summary() != null)
                .map(Manifest.Run::runId)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private void keep(List<ObjectNode> missing) {
        try {
            parts.put(missing);
        } catch (ArtifactException e) {
            if (e.kind() != ArtifactException.Kind.DENIED) {
                throw e;
            }
        }
    }

    private Optional<ObjectNode> summaryIfOver(String runId) {
        try {
            return Optional.of(summary(runId));
        } catch (ArtifactException e) {
            if (e.kind() == ArtifactException.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private ObjectNode summary(String runId) {
        String key = experiment.run(runId).summary();
        ObjectNode summary = JsonDocuments.read(store, key, ObjectNode.class);
        String found = summary.path("run_id").asText();
        if (!found.equals(runId)) {
            throw IndexException.otherRun(key, found);
        }
        summary.remove("artifacts");
        return summary;
    }
}
