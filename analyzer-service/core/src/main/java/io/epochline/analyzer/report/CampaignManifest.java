package io.epochline.analyzer.report;

import io.epochline.analyzer.campaign.Candidate;
import io.epochline.analyzer.campaign.Round;
import io.epochline.artifacts.documents.Manifest;
import io.epochline.events.ArtifactRef;
import io.epochline.events.RunFinished;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
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
                report.outcome().progress().past().stream()
                        .flatMap(CampaignManifest::runs)
                        .toList(),
                written);
    }

    /** The baseline, each proposal's runs, the shortest first, and those on fresh seeds. */
    private static Stream<Manifest.Run> runs(Round round) {
        Map<String, String> names = round.candidates().stream()
                .collect(Collectors.toMap(Candidate::proposalId, candidate -> Texts.line(candidate.name())));
        return Stream.of(
                        Stream.of(run(round.baseline(), "Baseline")),
                        round.candidates().stream().flatMap(candidate -> candidate.results().stream()
                                .map(run -> run(run, names.get(candidate.proposalId())))),
                        round.repeats().stream()
                                .map(run ->
                                        run(run, names.getOrDefault(run.labels().get("proposal"), "Baseline"))))
                .flatMap(Function.identity());
    }

    private static Manifest.Run run(RunFinished run, String name) {
        return new Manifest.Run(
                run.runId(), name, run.labels(), run.status(), boxed(Round.value(run)), run.summaryRef());
    }

    private static Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
