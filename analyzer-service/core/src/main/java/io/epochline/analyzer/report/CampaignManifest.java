package io.epochline.analyzer.report;

import io.epochline.analyzer.report.CampaignReport.Entry;
import io.epochline.artifacts.documents.Manifest;
import io.epochline.events.ArtifactRef;
import io.epochline.events.RunFinished;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The manifest of a campaign. Labels tell which proposal a run tried. */
final class CampaignManifest {

    private CampaignManifest() {}

    static Manifest of(CampaignReport report, List<ArtifactRef> written) {
        return new Manifest(
                Manifest.SCHEMA_VERSION,
                report.experimentId(),
                "campaign",
                report.spec().name(),
                report.outcome().status(),
                report.outcome().failure(),
                report.baseline().objective(),
                report.outcome().best().map(RunFinished::runId).orElse(null),
                null,
                report.entries().stream().flatMap(CampaignManifest::run).toList(),
                written);
    }

    private static Stream<Manifest.Run> run(Entry entry) {
        return entry.run().stream()
                .map(run -> new Manifest.Run(
                        run.runId(),
                        entry.title(),
                        run.labels(),
                        run.status(),
                        boxed(entry.value()),
                        run.summaryRef()));
    }

    private static Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
