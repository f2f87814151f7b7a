package io.epochline.analyzer.campaign;

import io.epochline.analyzer.proposal.Change;
import io.epochline.events.LossProposed;
import io.epochline.events.ModelProposed;
import io.epochline.events.Proposed;
import io.epochline.events.RunFinished;
import io.epochline.events.SettingsProposed;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A proposal of a campaign, and what its runs gave.
 *
 * @param rank 1 is the most promising
 * @param rung how far it came: which of the {@link Rungs} it is on, or was when it was left behind
 * @param state of its run on that rung
 * @param result of its last run that is over; absent before
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
        RunFinished result) {

    /** Of a run. */
    public enum State {
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
                switch (proposed) {
                    case LossProposed loss -> new Change.NewLoss(loss.expression());
                    case ModelProposed model -> new Change.NewModel(model.model());
                    case SettingsProposed settings -> new Change.NewSettings(settings.settings());
                },
                proposed.evidence(),
                proposed.expectedEffect(),
                0,
                State.WAITING,
                null);
    }

    boolean waiting() {
        return state == State.WAITING;
    }

    boolean running() {
        return state == State.RUNNING;
    }

    Candidate asked() {
        return at(rung, State.RUNNING, result);
    }

    Candidate finished(RunFinished run) {
        return at(rung, State.OVER, run);
    }

    /** To the next rung. */
    Candidate climb() {
        return at(rung + 1, State.WAITING, result);
    }

    private Candidate at(int at, State now, RunFinished run) {
        return new Candidate(proposalId, rank, name, family, change, evidence, expectedEffect, at, now, run);
    }

    /** The objective of its last run; empty where it has none. */
    OptionalDouble value() {
        return Round.value(result);
    }

    /** A job with the one change: same data, same seed, and the same objective as the yardstick. */
    Variant applied(Variant job) {
        return Variant.of(change.on(job.job(), proposalId));
    }
}
