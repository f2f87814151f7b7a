package io.epochline.analyzer.proposal;

import io.epochline.events.spec.TrainingJob;
import java.util.List;

/**
 * What an experiment has tried, and how it did.
 *
 * <p>Whether a family of remedies helps is taken for a coin whose bias is unknown: Beta(1, 1) before anything is tried,
 * Beta(1 + helped, 1 + not) after. Twice its mean is the factor on the family's scores: 1 untried, 4/3 after one success,
 * 2/3 after one failure. So one result shifts a ranking, and only several turn it over.
 */
public record Ledger(List<Trial> trials) {

    public static final Ledger EMPTY = new Ledger(List.of());

    /**
     * One proposal and what came of it.
     *
     * @param family of the proposal; null where it names none
     * @param on the job that was changed; null where it is not known
     */
    public record Trial(String family, Change change, TrainingJob on, Result result) {}

    /** How a proposal did beside the job that it changes. */
    public enum Result {
        HELPED,
        /** Nor does what fails. */
        DID_NOT_HELP,
        /** Others were ahead of it before its end, which says nothing about the job that it changes. */
        LEFT_BEHIND;

        /** A smaller gain is no success; arbitrary. */
        private static final double LEAST = 0.01;

        /** @param improvement of the objective, such as 0.05 for 5 % better */
        public static Result of(double improvement) {
            return improvement > LEAST ? HELPED : DID_NOT_HELP;
        }
    }

    public Ledger {
        trials = List.copyOf(trials);
    }

    double factor(String family) {
        return 2.0
                * (1 + count(family, Result.HELPED))
                / (2 + count(family, Result.HELPED) + count(family, Result.DID_NOT_HELP));
    }

    private long count(String family, Result result) {
        return trials.stream()
                .filter(trial -> family.equals(trial.family()) && trial.result() == result)
                .count();
    }
}
