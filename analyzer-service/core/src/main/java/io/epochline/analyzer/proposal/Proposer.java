package io.epochline.analyzer.proposal;

import io.epochline.analyzer.diagnosis.Diagnosis;
import io.epochline.compute.loss.Loss;
import io.epochline.compute.loss.Losses;
import io.epochline.compute.loss.NamedLoss;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Ranks the losses and models that answer the symptoms of a run. There is no chance in it: the same diagnosis and setup
 * give the same proposals, byte for byte.
 */
public final class Proposer {

    private Proposer() {}

    /**
     * Proposals that build for the task, the most promising first; none that the run has already used.
     *
     * @param setup what the run used; shapes that are not known are not checked
     */
    public static List<Proposal> propose(Diagnosis diagnosis, CurrentSetup setup) {
        List<Candidate> candidates = new ArrayList<>(losses(diagnosis, setup));
        candidates.addAll(models(diagnosis, setup));
        candidates.sort(Candidate.ORDER);
        List<Proposal> proposals = new ArrayList<>();
        for (Candidate candidate : candidates) {
            proposals.add(candidate.ranked(proposals.size() + 1));
        }
        return List.copyOf(proposals);
    }

    private static List<Candidate> losses(Diagnosis diagnosis, CurrentSetup setup) {
        Set<Loss> seen = new HashSet<>();
        LossCheck.read(setup.loss()).ifPresent(seen::add);
        List<Candidate> candidates = new ArrayList<>();
        for (Remedies.Remedy remedy : Remedies.KNOWN.losses()) {
            String expression = expression(remedy);
            Loss loss = Loss.parse(expression);
            if (answers(remedy, loss, setup) && LossCheck.builds(loss, setup.targetShape()) && seen.add(loss)) {
                candidates.add(new Candidate.OfLoss(Candidate.Weighed.of(remedy, diagnosis), expression));
            }
        }
        return candidates;
    }

    /** A loss must take predictions for what they are; of values it must also know what kind. */
    private static boolean answers(Remedies.Remedy remedy, Loss loss, CurrentSetup setup) {
        return loss.head() == setup.head() && (remedy.task() == null || remedy.task() == Task.of(setup));
    }

    private static List<Candidate> models(Diagnosis diagnosis, CurrentSetup setup) {
        ModelFit fit = ModelFit.to(setup);
        List<Candidate> candidates = new ArrayList<>();
        for (Remedies.Remedy remedy : Remedies.KNOWN.models()) {
            fit.document(remedy)
                    .ifPresent(model -> candidates.add(new Candidate.OfModel(
                            Candidate.Weighed.of(remedy, diagnosis).with(fit.sizes(model)), model)));
        }
        return candidates;
    }

    private static String expression(Remedies.Remedy remedy) {
        return remedy.expression() != null
                ? remedy.expression()
                : Losses.find(remedy.name()).map(NamedLoss::expression).orElseThrow();
    }
}
