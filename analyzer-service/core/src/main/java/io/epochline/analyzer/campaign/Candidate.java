package io.epochline.analyzer.campaign;

import io.epochline.analyzer.proposal.Change;
import io.epochline.events.ProposalChecked;
import io.epochline.events.Proposed;
import io.epochline.events.RunFinished;
import io.epochline.events.spec.TrainingJob;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A proposal of a campaign, and what its runs gave.
 *
 * @param rank 1 is the most promising
 * @param family of the proposal; absent where it names none
 * @param rung how far it came: which of the {@link Rungs} it is on, or was when it was left behind
 * @param refusal why it cannot be tried; present exactly when refused
 * @param results of its runs that are over, one for each rung
 */
public record Candidate(
        String proposalId,
        int rank,
        String name,
        String family,
        Change change,
        List<String> evidence,
        String expectedEffect,
        int rung,
        State state,
        String refusal,
        List<RunFinished> results) {

    /** Of the proposal at first, then of its run on the rung that it is on. */
    public enum State {
        UNCHECKED,
        REFUSED,
        WAITING,
        RUNNING,
        OVER
    }

    static Candidate of(Proposed proposed) {
        String id = proposed.proposalId();
        String name = proposed.name();
        return new Candidate(
                id,
                proposed.rank(),
                name == null || name.isBlank() ? id : name,
                proposed.family(),
                Change.of(proposed),
                proposed.evidence(),
                proposed.expectedEffect(),
                0,
                State.UNCHECKED,
                null,
                List.of());
    }

    boolean unchecked() {
        return state == State.UNCHECKED;
    }

    public boolean refused() {
        return state == State.REFUSED;
    }

    boolean waiting() {
        return state == State.WAITING;
    }

    boolean running() {
        return state == State.RUNNING;
    }

    /** After its check; the first counts. */
    Candidate checked(ProposalChecked check) {
        if (!unchecked()) {
            return this;
        }
        return check.passed() ? at(0, State.WAITING, results) : refused(check.reason());
    }

    /** The same, or refused where no job comes of its change. */
    Candidate fitted(TrainingJob job) {
        try {
            applied(Variant.of(job));
            return this;
        } catch (IllegalArgumentException e) {
            return refused(e.getMessage());
        }
    }

    private Candidate refused(String reason) {
        return new Candidate(
                proposalId, rank, name, family, change, evidence, expectedEffect, 0, State.REFUSED, reason, List.of());
    }

    Candidate asked() {
        return at(rung, State.RUNNING, results);
    }

    Candidate finished(RunFinished run) {
        return at(
                rung,
                State.OVER,
                Stream.concat(results.stream(), Stream.of(run)).toList());
    }

    /** To the next rung. */
    Candidate climb() {
        return at(rung + 1, State.WAITING, results);
    }

    private Candidate at(int at, State now, List<RunFinished> over) {
        return new Candidate(proposalId, rank, name, family, change, evidence, expectedEffect, at, now, null, over);
    }

    /** Of its longest run that is over; null before. */
    public RunFinished result() {
        return results.isEmpty() ? null : results.getLast();
    }

    /** Whether all that is known of it is a run that is shorter than its job. */
    public boolean isPartial() {
        return !results.isEmpty() && result().labels().containsKey("until");
    }

    /** The objective of its last run; empty where it has none. */
    OptionalDouble value() {
        return Round.value(result());
    }

    /** A job with the one change: same data, same seed, and the same objective as the yardstick. */
    Variant applied(Variant job) {
        return Variant.of(change.on(job.job(), proposalId));
    }
}
