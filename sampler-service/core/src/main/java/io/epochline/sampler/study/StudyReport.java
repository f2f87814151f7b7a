package io.epochline.sampler.study;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.documents.Manifest;
import io.epochline.artifacts.layout.ExperimentLayout;
import io.epochline.events.ArtifactRef;
import io.epochline.events.Json;
import io.epochline.events.spec.StudySpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a finished study leaves in the store: {@code trials.csv} for people and {@code manifest.json} for programs. */
public final class StudyReport {

    private StudyReport() {}

    /** Writes both, replacing what was there: the same study writes the same bytes. The table comes first. */
    public static List<ArtifactRef> write(ArtifactStore store, Study.Reporting study) {
        ExperimentLayout layout = new ExperimentLayout(study.experimentId());
        ArtifactRef table =
                store.put(layout.prefix() + "trials.csv", table(study).getBytes(StandardCharsets.UTF_8), "text/csv");
        return List.of(table, manifest(study, table).put(store));
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

    private static Manifest manifest(Study.Reporting study, ArtifactRef table) {
        StudySpec spec = study.request().spec();
        Optional<Trial> best = study.best();
        return new Manifest(
                Manifest.SCHEMA_VERSION,
                study.experimentId(),
                "study",
                spec.name(),
                study.status(),
                study.failure(),
                spec.metric(),
                best.map(Trial::runId).orElse(null),
                Json.MAPPER.valueToTree(spec),
                study.trials().stream().map(StudyReport::run).toList(),
                List.of(table));
    }

    private static Manifest.Run run(Trial trial) {
        return new Manifest.Run(trial.runId(), null, trial.labels(), trial.status(), trial.value(), trial.summary());
    }
}
