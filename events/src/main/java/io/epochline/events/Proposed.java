package io.epochline.events;

import java.util.List;

/** What proposals of every kind say beside the change itself. */
public sealed interface Proposed permits LossProposed, ModelProposed, SettingsProposed {

    /** Unique among the proposals for its run, such as {@code loss-huber-pearson}. */
    String proposalId();

    String experimentId();

    /** The run whose evidence led to it. */
    String runId();

    /** Among the proposals for this run; 1 is the most promising. */
    int rank();

    /** As people say it, such as {@code HuberPearson}; may be absent. */
    String name();

    /** Sentences with the numbers that led here. */
    List<String> evidence();

    String expectedEffect();

    /** What may get worse; absent where its proposer does not say. */
    String risk();

    /** Absent where its proposer does not say. */
    Cost cost();

    /** Of remedies that stand and fall together, such as {@code robust-loss}; absent where its proposer names none. */
    String family();
}
