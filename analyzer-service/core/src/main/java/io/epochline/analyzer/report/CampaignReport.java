package io.epochline.analyzer.report;

import io.epochline.analyzer.campaign.Campaign;
import io.epochline.analyzer.campaign.Candidate;
import io.epochline.analyzer.campaign.Results;
import io.epochline.artifacts.curve.Curves;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStatus;
import io.epochline.events.spec.TrainingJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A campaign as every form of its report tells it.
 *
 * @param entries the baseline first, then the proposals in the order in which they were tried
 */
record CampaignReport(String experimentId, String name, TrainingJob baseline, Results results, List<Entry> entries) {

    /** What every report says about how much a comparison of single runs is worth. */
    static final String CAVEAT =
            "Each value is from one training run on one seed. A difference between two such runs can be chance: "
                    + "train the winner and the baseline again on fresh seeds before relying on it.";

    /**
     * One run.
     *
     * @param candidate what was proposed; absent for the baseline
     * @param value of the objective; empty where the run has none
     * @param change against the baseline, such as −0.15
     * @param curves empty where the run left none
     */
    record Entry(
            String title,
            Optional<Candidate> candidate,
            RunFinished run,
            OptionalDouble value,
            OptionalDouble change,
            boolean best,
            Curves curves) {

        /** {@code ✓✓} for the best proposal, {@code ✓} for one that is better than the baseline, else nothing. */
        String mark() {
            boolean better = change.isPresent() && change.getAsDouble() < 0;
            return better ? best ? "✓✓" : "✓" : "";
        }

        /** What differs from the baseline, as it stands in the job. */
        String changed() {
            return candidate
                    .map(proposal -> switch (proposal.change()) {
                        case Candidate.NewLoss loss -> "loss " + loss.expression();
                        case Candidate.NewModel model -> "model " + Texts.model(model.model());
                    })
                    .orElse("");
        }

        /** Why there is no value; empty where there is one. */
        String trouble() {
            if (value.isPresent()) {
                return "";
            }
            return switch (run.status()) {
                case FAILED -> "failed: " + Texts.line(run.failure().message());
                case CANCELLED -> "cancelled";
                case PRUNED -> "pruned";
                case SUCCEEDED -> "no finite value";
            };
        }
    }

    static CampaignReport of(Campaign.Reporting campaign, Function<RunFinished, Curves> curves) {
        Results results = campaign.results();
        String best = results.best().map(RunFinished::runId).orElse("");
        Function<RunFinished, Boolean> isBest = run -> run.runId().equals(best);
        List<Entry> entries = new ArrayList<>();
        entries.add(entry("Baseline", Optional.empty(), campaign.baseline(), results, isBest, curves));
        for (Candidate candidate : campaign.candidates()) {
            entries.add(entry(
                    Texts.line(candidate.name()), Optional.of(candidate), candidate.result(), results, isBest, curves));
        }
        return new CampaignReport(
                campaign.experimentId(),
                campaign.request().spec().name(),
                campaign.request().spec().baseline(),
                results,
                entries);
    }

    private static Entry entry(
            String title,
            Optional<Candidate> candidate,
            RunFinished run,
            Results results,
            Function<RunFinished, Boolean> isBest,
            Function<RunFinished, Curves> curves) {
        return new Entry(
                title,
                candidate,
                run,
                Results.value(run),
                candidate.isPresent() ? results.change(run) : OptionalDouble.empty(),
                isBest.apply(run),
                curves.apply(run));
    }

    /** What came of it, in one sentence. */
    String verdict() {
        if (results.status() == RunStatus.FAILED) {
            return "The campaign failed with its baseline: "
                    + Texts.line(results.failure().message());
        }
        if (results.status() == RunStatus.CANCELLED) {
            return "The campaign was cancelled with its baseline.";
        }
        Entry best = entries.stream().filter(Entry::best).findFirst().orElseThrow();
        if (best.candidate().isPresent()) {
            return "%s is best: %s against the baseline's %s (%s)."
                    .formatted(
                            best.title(),
                            Texts.value(best.value()),
                            Texts.value(entries.get(0).value()),
                            Texts.change(best.change()));
        }
        return entries.size() == 1
                ? "Nothing was proposed; the baseline stands at %s.".formatted(Texts.value(best.value()))
                : "No proposal is better than the baseline's %s.".formatted(Texts.value(best.value()));
    }
}
