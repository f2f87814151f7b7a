package io.epochline.analyzer.proposal;

/**
 * What the proposer is told beside the run itself.
 *
 * @param ledger what the experiment has tried
 * @param seed of what is drawn
 */
public record Briefing(Ledger ledger, long seed) {

    /** For a run of which nothing was tried yet. */
    public static final Briefing NONE = new Briefing(Ledger.EMPTY, 0);
}
