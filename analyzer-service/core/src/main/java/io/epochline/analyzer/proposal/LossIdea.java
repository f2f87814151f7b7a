package io.epochline.analyzer.proposal;

import io.epochline.compute.loss.Head;
import io.epochline.compute.loss.Loss;
import io.epochline.events.Cost;
import java.util.List;
import java.util.Optional;

/**
 * A loss that somebody suggests, such as a person or a language model. It is nothing but text until it is checked.
 *
 * @param expression in the language of losses
 * @param because why, in a sentence; shown as a suggestion, not as evidence
 */
public record LossIdea(String source, String expression, String because) {

    static final String FAMILY = "suggested-loss";

    private static final int LONGEST_REASON = 300;

    /** Empty where it is no loss, or one for predictions of another kind. */
    Optional<Candidate> candidate(Head head) {
        return LossCheck.read(expression).filter(loss -> loss.head() == head).map(this::candidate);
    }

    private Candidate candidate(Loss loss) {
        String reason = because == null ? "" : because.strip().replaceAll("\\s+", " ");
        String shown = reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) + "…" : reason;
        return new Candidate(
                "Suggested by " + source,
                FAMILY,
                new Change.NewLoss(loss.canonical()),
                new Merit(0, List.of("suggested by %s: %s".formatted(source, shown))),
                "What its source expects of it; no symptom vouches for it.",
                "It rests on no evidence of this run.",
                Cost.SAME);
    }
}
