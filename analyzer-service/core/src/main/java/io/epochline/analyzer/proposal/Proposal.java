package io.epochline.analyzer.proposal;

import io.epochline.events.Cost;
import java.util.List;

/**
 * Something to try next that runs as it stands, with the reason for it.
 *
 * @param id unique among the proposals for a run, and safe in an object key, such as {@code loss-huber-pearson}
 * @param rank among all proposals for a run, from 1; 1 is the most promising
 * @param name as people say it, such as {@code HuberPearson}
 * @param family of remedies that stand and fall together, such as {@code robust-loss}
 * @param evidence sentences with the numbers that led here, the strongest reason first
 * @param risk what may get worse
 */
public record Proposal(
        String id,
        int rank,
        String name,
        String family,
        Change change,
        List<String> evidence,
        String expectedEffect,
        String risk,
        Cost cost) {

    public Proposal {
        evidence = List.copyOf(evidence);
    }
}
