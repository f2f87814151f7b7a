package io.epochline.analyzer.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.epochline.analyzer.report.CampaignReport.Entry;
import io.epochline.events.ArtifactRef;
import io.epochline.events.Failure;
import io.epochline.events.Json;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStatus;
import java.util.List;
import java.util.OptionalDouble;

/** {@code manifest.json} of a campaign: what is in its folder. */
record CampaignManifest(
        int schemaVersion,
        String experimentId,
        String kind,
        String name,
        RunStatus status,
        Failure failure,
        String objective,
        String bestRunId,
        List<Run> runs,
        List<ArtifactRef> report) {

    private static final int SCHEMA_VERSION = 1;

    /**
     * One run, and where to read on.
     *
     * @param proposalId absent for the baseline
     */
    record Run(String runId, String proposalId, String name, RunStatus status, Double value, ArtifactRef summary) {}

    static byte[] bytes(CampaignReport report, List<ArtifactRef> written) {
        CampaignManifest manifest = new CampaignManifest(
                SCHEMA_VERSION,
                report.experimentId(),
                "campaign",
                report.name(),
                report.results().status(),
                report.results().failure(),
                report.baseline().objective(),
                report.results().best().map(RunFinished::runId).orElse(null),
                report.entries().stream().map(CampaignManifest::run).toList(),
                written);
        try {
            return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A manifest that cannot be written as JSON: " + manifest, e);
        }
    }

    private static Run run(Entry entry) {
        return new Run(
                entry.run().runId(),
                entry.candidate().map(candidate -> candidate.proposalId()).orElse(null),
                entry.title(),
                entry.run().status(),
                boxed(entry.value()),
                entry.run().summaryRef());
    }

    private static Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
