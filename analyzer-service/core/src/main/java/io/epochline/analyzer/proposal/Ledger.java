package io.epochline.analyzer.proposal;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What an experiment has tried, and how it did.
 *
 * <p>Whether a family of remedies helps is taken for a coin whose bias is unknown: Beta(1, 1) before anything is tried,
 * Beta(1 + helped, 1 + not) after. Twice its mean is the factor on the family's scores: 1 untried, 4/3 after one success,
 * 2/3 after one failure. So one result shifts a ranking, and only several turn it over.
 */
public record Ledger(List<Trial> trials) {

    public static final Ledger EMPTY = new Ledger(List.of());

    /** A smaller gain is no success; arbitrary. */
    static final double HELPED = 0.01;

    /**
     * One proposal and what came of it.
     *
     * @param improvement of the objective against what it was tried on, such as 0.05 for 5 % better; null where the run
     *     failed
     */
    public record Trial(String family, Change change, Double improvement) {

        boolean helped() {
            return improvement != null && improvement > HELPED;
        }
    }

    public Ledger {
        trials = List.copyOf(trials);
    }

    double factor(String family) {
        long tried =
                trials.stream().filter(trial -> trial.family().equals(family)).count();
        long helped = trials.stream()
                .filter(trial -> trial.family().equals(family) && trial.helped())
                .count();
        return 2.0 * (1 + helped) / (2 + tried);
    }

    /** What need not be tried again. */
    Set<Change> tried() {
        Set<Change> tried = new HashSet<>();
        trials.forEach(trial -> tried.add(trial.change()));
        return tried;
    }
}
