package io.epochline.analyzer.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.artifacts.ArtifactException;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.layout.ExperimentLayout;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.events.Json;
import io.epochline.events.spec.JobPath;
import io.epochline.events.spec.StudySpec;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the trials of a study from its run folders: what was tried from {@code meta.json}, what came of it from {@code summary.json}. */
public final class SweepReader {
    private static final int LARGEST_DOCUMENT = 16 << 20;

    private final ArtifactStore store;

    public SweepReader(ArtifactStore store) {
        this.store = store;
    }

    /**
     * The committed trials of the study. A run folder that is damaged counts as a trial without a value.
     *
     * @throws ArtifactException when the store does not answer
     */
    public Sweep read(String experimentId, StudySpec study) {
        String runs = new ExperimentLayout(experimentId).prefix() + "runs/";
        List<Trial> trials = store.list(runs).stream()
                .filter(object -> object.key().endsWith("/summary.json"))
                .map(object ->
                        object.key().substring(runs.length(), object.key().lastIndexOf('/')))
                .filter(runId -> !runId.contains("/"))
                .flatMap(runId -> trial(RunLayout.of(experimentId, runId), study).stream())
                .toList();
        return new Sweep(study, trials);
    }

    private Optional<Trial> trial(RunLayout run, StudySpec study) {
        JsonNode summary = document(run.summary());
        JsonNode label = summary.path("labels").path("trial");
        if (!label.asText().matches("[0-9]{1,9}")) {
            return Optional.empty();
        }
        JsonNode job = document(run.meta()).path("job");
        Map<String, JsonNode> parameters = new HashMap<>();
        for (String path : study.space().keySet()) {
            JobPath.get(job, path).ifPresent(value -> parameters.put(path, value));
        }
        double value = parameters.isEmpty() ? Double.NaN : value(summary, study.metric());
        return Optional.of(new Trial(Integer.parseInt(label.asText()), run.runId(), value, parameters));
    }

    private static double value(JsonNode summary, String metric) {
        if (!"succeeded".equals(summary.path("status").asText())) {
            return Double.NaN;
        }
        JsonNode value = "val_loss".equals(metric)
                ? summary.path("best_val_loss")
                : summary.path("metrics").path(metric);
        return value.isNumber() ? value.doubleValue() : Double.NaN;
    }

    private JsonNode document(String key) {
        try {
            return Json.MAPPER.readTree(store.get(key, LARGEST_DOCUMENT));
        } catch (IOException e) {
            return Json.MAPPER.missingNode();
        } catch (ArtifactException e) {
            if (e.kind() == ArtifactException.Kind.UNAVAILABLE || e.kind() == ArtifactException.Kind.DENIED) {
                throw e;
            }
            return Json.MAPPER.missingNode();
        }
    }
}
