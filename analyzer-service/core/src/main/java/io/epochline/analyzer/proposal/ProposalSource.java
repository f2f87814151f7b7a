package io.epochline.analyzer.proposal;

import io.epochline.analyzer.diagnosis.Diagnosis;
import java.util.List;

/** Whoever proposes what to try next, such as {@link Proposer#propose(Diagnosis, CurrentSetup, Ledger, long)}. */
@FunctionalInterface
public interface ProposalSource {

    /**
     * Of a run: the most promising first. The same arguments give the same proposals.
     *
     * @param ledger what the experiment has tried
     * @param seed of what is drawn
     */
    List<Proposal> propose(Diagnosis diagnosis, CurrentSetup setup, Ledger ledger, long seed);
}
