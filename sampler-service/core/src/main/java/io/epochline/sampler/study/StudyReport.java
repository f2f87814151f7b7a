package io.epochline.sampler.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.layout.ExperimentLayout;
import io.epochline.events.ArtifactRef;
import io.epochline.events.Json;
import io.epochline.events.RunStatus;
import io.epochline.events.spec.StudySpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a finished study leaves in the store: {@code trials.csv} for people and {@code manifest.json} for programs. */
public final class StudyReport {

    private static final int SCHEMA_VERSION = 1;

    /** {@code manifest.json}. */
    record Manifest(
            int schemaVersion, String experimentId, String kind, String name, StudySpec study, List<Run> runs) {}

    /** A trial in the manifest. */
    record Run(String runId, RunStatus status, int trial, Double value) {}

    private StudyReport() {}

    /** Writes both, replacing what was there: the same study writes the same bytes. The table comes first. */
    public static List<ArtifactRef> write(ArtifactStore store, Study.Reporting study) {
        ExperimentLayout layout = new ExperimentLayout(study.experimentId());
        return List.of(
                store.put(layout.prefix() + "trials.csv", table(study).getBytes(StandardCharsets.UTF_8), "text/csv"),
                store.put(layout.manifest(), manifest(study), "application/json"));
    }

    static String table(Study.Reporting study) {
        List<String> parameters = List.copyOf(study.request().spec().space().keySet());
        String header = Stream.of(
                        Stream.of(
                                "number",
                                "run_id",
                                "status",
                                study.request().spec().metric()),
                        parameters.stream(),
                        Stream.of("failure"))
                .flatMap(columns -> columns)
                .map(StudyReport::quoted)
                .collect(Collectors.joining(","));
        return study.trials().stream()
                .map(trial -> row(trial, parameters))
                .collect(Collectors.joining("\n", header + "\n", "\n"));
    }

    private static String row(Trial trial, List<String> parameters) {
        return Stream.of(
                        Stream.of(
                                Integer.toString(trial.number()),
                                trial.runId(),
                                trial.status().label(),
                                trial.value() == null ? "" : trial.value().toString()),
                        parameters.stream().map(name -> text(trial.values().get(name))),
                        Stream.of(trial.failure() == null ? "" : trial.failure()))
                .flatMap(cells -> cells)
                .map(StudyReport::quoted)
                .collect(Collectors.joining(","));
    }

    private static String text(JsonNode value) {
        return value == null ? "" : value.isValueNode() ? value.asText() : value.toString();
    }

    /** As RFC 4180 has it. */
    private static String quoted(String cell) {
        return cell.matches("[^\",\r\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    private static byte[] manifest(Study.Reporting study) {
        StudySpec spec = study.request().spec();
        List<Run> runs = study.trials().stream()
                .map(trial -> new Run(trial.runId(), trial.status(), trial.number(), trial.value()))
                .toList();
        try {
            return Json.MAPPER
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsBytes(
                            new Manifest(SCHEMA_VERSION, study.experimentId(), "study", spec.name(), spec, runs));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
