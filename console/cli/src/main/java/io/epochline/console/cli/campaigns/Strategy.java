package io.epochline.console.cli.campaigns;

import io.epochline.analyzer.proposal.ProposalSource;
import io.epochline.analyzer.proposal.Proposer;

/** Who proposes in a campaign. */
public enum Strategy {
    EVIDENCE("by evidence", Proposer::propose),
    LIST("fixed list", Proposer::listed),
    CHANCE("at random", Proposer::drawn);

    private final String words;
    private final ProposalSource source;

    Strategy(String words, ProposalSource source) {
        this.words = words;
        this.source = source;
    }

    /** As a page says it. */
    public String words() {
        return words;
    }

    ProposalSource source() {
        return source;
    }
}
