package io.epochline.artifacts.documents;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.artifacts.ArtifactException;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.layout.ExperimentLayout;
import io.epochline.events.ArtifactRef;
import io.epochline.events.Failure;
import io.epochline.events.Require;
import io.epochline.events.RunStatus;
import java.util.List;
import java.util.Map;

/**
 * {@code manifest.json}: what is in an experiment's folder, written when the experiment is over. With the hashes of the
 * runs' summaries, which hold those of the runs' artifacts, it vouches for every object below.
 *
 * @param kind {@code run} (a job on its own), {@code study} or {@code campaign}
 * @param metric what {@link Run#value} is, such as {@code val_loss}; absent for a run on its own
 * @param bestRunId absent where no run succeeded
 * @param spec what was asked for, where the runs' own {@code meta.json} do not say it
 * @param report the objects beside the runs
 */
public record Manifest(
        int schemaVersion,
        String experimentId,
        String kind,
        String name,
        RunStatus status,
        Failure failure,
        String metric,
        String bestRunId,
        JsonNode spec,
        List<Run> runs,
        List<ArtifactRef> report) {

    public static final int SCHEMA_VERSION = 1;

    /**
     * One run, and where to read on.
     *
     * @param name as reports call it; absent where the labels say enough
     * @param labels its role, and which trial or proposal it was
     * @param value of the experiment's metric; absent where the run has none
     * @param summary the committed {@code summary.json}; absent where the job never became a run
     */
    public record Run(
            String runId,
            String name,
            Map<String, String> labels,
            RunStatus status,
            Double value,
            ArtifactRef summary) {

        public Run {
            Require.identifier(runId, "run_id");
            Require.present(status, "status");
            labels = labels == null ? Map.of() : Map.copyOf(labels);
        }
    }

    public Manifest {
        Require.that(schemaVersion >= 1, "schema_version", "at least 1", schemaVersion);
        Require.identifier(experimentId, "experiment_id");
        Require.text(kind, "kind");
        Require.present(status, "status");
        runs = runs == null ? List.of() : List.copyOf(runs);
        report = report == null ? List.of() : List.copyOf(report);
    }

    /** The manifest of a job that is its own experiment. */
    public static Manifest ofRun(String experimentId, String name, Failure failure, Run run) {
        return new Manifest(
                SCHEMA_VERSION, experimentId, "run", name, run.status(), failure, null, null, null, List.of(run), null);
    }

    /** Puts it where it belongs, replacing what was there. */
    public ArtifactRef put(ArtifactStore store) {
        return JsonDocuments.put(store, new ExperimentLayout(experimentId).manifest(), this);
    }

    /**
     * Reads the manifest of an experiment.
     *
     * @throws ArtifactException when the experiment has none, or none that can be read
     */
    public static Manifest read(ArtifactStore store, String experimentId) {
        return JsonDocuments.read(store, new ExperimentLayout(experimentId).manifest(), Manifest.class);
    }
}
