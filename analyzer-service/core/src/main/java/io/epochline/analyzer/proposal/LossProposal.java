package io.epochline.analyzer.proposal;

import java.util.List;

/**
 * Train with another loss.
 *
 * @param expression as a training job takes it, such as {@code 0.8*huber + 0.2*(1 - pearson)}
 */
public record LossProposal(
        String id, int rank, String name, String expression, List<String> evidence, String expectedEffect)
        implements Proposal {

    public LossProposal {
        evidence = List.copyOf(evidence);
    }
}
