package io.epochline.analyzer.report;

import io.epochline.analyzer.campaign.Candidate;
import io.epochline.analyzer.campaign.Outcome;
import io.epochline.analyzer.campaign.Reporting;
import io.epochline.analyzer.campaign.Round;
import io.epochline.analyzer.campaign.Verdict;
import io.epochline.analyzer.proposal.Change;
import io.epochline.analyzer.run.RunCurves;
import io.epochline.artifacts.curve.Curves;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStatus;
import io.epochline.events.spec.CampaignSpec;
import io.epochline.events.spec.TrainingJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A campaign as every form of its report tells it.
 *
 * @param entries round after round: its baseline first, then its proposals in the order in which they were tried
 */
record CampaignReport(String experimentId, CampaignSpec spec, Outcome outcome, List<Entry> entries) {

    private static final String ONE_SEED =
            "Each value is from one training run on one seed. A difference between two such runs can be chance: ";

    /**
     * One proposal or baseline, and its longest run.
     *
     * @param round from 1
     * @param candidate what was proposed; absent for a baseline
     * @param run absent where there was none
     * @param untried why not
     * @param value of the objective; empty where the run has none
     * @param change against the round's baseline, such as −0.15
     * @param verdict of fresh seeds
     * @param curves empty where the run left none
     */
    record Entry(
            int round,
            String title,
            Optional<Candidate> candidate,
            Optional<RunFinished> run,
            String untried,
            OptionalDouble value,
            OptionalDouble change,
            Optional<Verdict> verdict,
            boolean best,
            Curves curves) {

        /** {@code ✓✓} for the best proposal, {@code ✓} for one that is better than its baseline, else nothing. */
        String mark() {
            boolean better = change.isPresent() && change.getAsDouble() < 0;
            return better ? best ? "✓✓" : "✓" : "";
        }

        /** Where it was left behind; empty for whole runs. */
        String remark() {
            return candidate
                    .filter(Candidate::isPartial)
                    .map(proposal -> "left behind after %s epochs"
                            .formatted(proposal.result().labels().get("until")))
                    .orElse("");
        }

        /** What differs from the baseline, as it stands in the job. */
        String changed() {
            return candidate
                    .map(proposal -> switch (proposal.change()) {
                        case Change.NewLoss loss -> "loss " + loss.expression();
                        case Change.NewModel model -> "model " + Texts.model(model.model());
                        case Change.NewSettings settings -> "settings " + settings.settings();
                    })
                    .orElse("");
        }

        /** Why there is no value; empty where there is one. */
        String trouble() {
            if (value.isPresent()) {
                return "";
            }
            Optional<String> refusal = candidate.map(Candidate::refusal);
            if (refusal.isPresent()) {
                return "not tried: " + Texts.line(refusal.get());
            }
            return run.map(over -> switch (over.status()) {
                        case FAILED -> "failed: " + Texts.line(over.failure().message());
                        case CANCELLED -> "cancelled";
                        case PRUNED -> "pruned";
                        case SUCCEEDED -> "no finite value";
                    })
                    .orElse(untried);
        }
    }

    static CampaignReport of(Reporting campaign, Function<RunFinished, Curves> curves) {
        Outcome outcome = campaign.outcome();
        String best = outcome.best().map(RunFinished::runId).orElse("");
        String untried =
                "not tried: " + (outcome.progress().stopping() ? "the campaign was cancelled" : "the budget was spent");
        List<Entry> entries = new ArrayList<>();
        for (Round round : campaign.rounds()) {
            int number = 1 + campaign.rounds().indexOf(round);
            entries.add(baseline(number, round, best, curves));
            round.candidates()
                    .forEach(candidate -> entries.add(proposal(number, round, candidate, untried, best, curves)));
        }
        return new CampaignReport(campaign.experimentId(), campaign.progress().spec(), outcome, List.copyOf(entries));
    }

    private static Entry baseline(int number, Round round, String best, Function<RunFinished, Curves> curves) {
        RunFinished run = round.baseline();
        return new Entry(
                number,
                number == 1 ? "Baseline" : "Baseline of round " + number,
                Optional.empty(),
                Optional.of(run),
                "",
                Round.value(run),
                OptionalDouble.empty(),
                Optional.empty(),
                run.runId().equals(best),
                curves.apply(run));
    }

    private static Entry proposal(
            int number,
            Round round,
            Candidate candidate,
            String untried,
            String best,
            Function<RunFinished, Curves> curves) {
        Optional<RunFinished> run = Optional.ofNullable(candidate.result());
        return new Entry(
                number,
                Texts.line(candidate.name()),
                Optional.of(candidate),
                run,
                untried,
                Round.value(candidate.result()),
                round.change(candidate.result()),
                round.verdict(candidate),
                run.filter(over -> over.runId().equals(best)).isPresent(),
                run.map(curves).orElseGet(RunCurves::none));
    }

    TrainingJob baseline() {
        return spec.baseline();
    }

    private boolean confirms() {
        return spec.confirmation().confirms();
    }

    /** The proposals that were tried on fresh seeds. */
    List<Entry> confirmed() {
        return entries.stream().filter(entry -> entry.verdict().isPresent()).toList();
    }

    /** How much the values of single runs are worth. */
    String caveat() {
        return ONE_SEED
                + (confirms()
                        ? "what counts is the comparison on fresh seeds."
                        : "train the winner and the baseline again on fresh seeds before relying on it.");
    }

    /** What came of it, in one sentence. */
    String verdict() {
        if (outcome.progress().stopping()) {
            return "The campaign was cancelled after %d of its runs%s"
                    .formatted(
                            outcome.progress().spent().runs(),
                            why(outcome.progress().cancelled()));
        }
        if (outcome.status() == RunStatus.FAILED) {
            return "The campaign failed with its baseline: "
                    + Texts.line(outcome.failure().message());
        }
        if (outcome.status() == RunStatus.CANCELLED) {
            return "The campaign was cancelled with its baseline.";
        }
        if (entries.size() == 1) {
            return "Nothing was proposed; the baseline stands at %s.".formatted(Texts.value(first().value()));
        }
        return confirms() ? proven() : single();
    }

    private static String why(String reason) {
        return reason.isBlank() ? "." : ": " + Texts.line(reason);
    }

    private Entry first() {
        return entries.getFirst();
    }

    private String proven() {
        List<Entry> winners = entries.stream()
                .filter(entry ->
                        outcome.adopted(entry.round()).equals(entry.candidate().map(Candidate::proposalId)))
                .filter(entry -> entry.candidate().isPresent())
                .toList();
        return winners.isEmpty() ? unproven() : steps(winners);
    }

    private String unproven() {
        if (!confirmed().isEmpty()) {
            return "No proposal was confirmed on fresh seeds; the baseline stands at %s."
                    .formatted(Texts.value(first().value()));
        }
        boolean promising = entries.stream().anyMatch(entry -> !entry.mark().isEmpty());
        return promising
                ? "The budget left no runs to confirm what looked better than the baseline."
                : "No proposal is better than the baseline's %s.".formatted(Texts.value(first().value()));
    }

    private String steps(List<Entry> winners) {
        List<String> steps = winners.stream()
                .map(entry -> "%s %s"
                        .formatted(
                                entry.title(),
                                Confirmations.sentence(entry.verdict().orElseThrow())))
                .toList();
        String all = String.join("; on top of it ", steps);
        return winners.size() == 1
                ? all + "."
                : "%s; altogether %s."
                        .formatted(
                                all,
                                Texts.change(
                                        OptionalDouble.of(outcome.progress().remaining() - 1)));
    }

    private String single() {
        Entry best = entries.stream().filter(Entry::best).findFirst().orElseThrow();
        return best.candidate().isPresent()
                ? "%s is best: %s against the baseline's %s (%s)."
                        .formatted(
                                best.title(),
                                Texts.value(best.value()),
                                Texts.value(first().value()),
                                Texts.change(best.change()))
                : "No proposal is better than the baseline's %s.".formatted(Texts.value(best.value()));
    }
}
