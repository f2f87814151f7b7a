package io.epochline.analyzer.proposal;

import java.util.List;

/** Something to try next that runs as it stands, with the reason for it. */
public sealed interface Proposal permits LossProposal, ModelProposal {

    /** Unique among the proposals for a run, and safe in an object key, such as {@code loss-huber-pearson}. */
    String id();

    /** Among all proposals for a run, from 1; 1 is the most promising. */
    int rank();

    /** As people say it, such as {@code HuberPearson}. */
    String name();

    /** Sentences with the numbers that led here, the strongest reason first. */
    List<String> evidence();

    String expectedEffect();
}
