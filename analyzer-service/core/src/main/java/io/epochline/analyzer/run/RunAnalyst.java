package io.epochline.analyzer.run;

import io.epochline.analyzer.diagnosis.Diagnoser;
import io.epochline.analyzer.diagnosis.Diagnosis;
import io.epochline.analyzer.proposal.LossProposal;
import io.epochline.analyzer.proposal.ModelProposal;
import io.epochline.analyzer.proposal.Proposal;
import io.epochline.analyzer.proposal.Proposer;
import io.epochline.artifacts.ArtifactException;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.events.Event;
import io.epochline.events.LossProposed;
import io.epochline.events.ModelProposed;
import io.epochline.events.RunAnalyzed;
import io.epochline.events.RunFinished;
import io.epochline.events.Symptom;
import java.util.ArrayList;
import java.util.List;

/** Answers a finished run with what it shows and, where the run is one to improve on, with what to try next. */
public final class RunAnalyst {
    /** The id of the symptom that says what of the run's folder could not be read. */
    public static final String INCOMPLETE = "analysis-incomplete";

    private final ArtifactStore store;

    public RunAnalyst(ArtifactStore store) {
        this.store = store;
    }

    /**
     * The proposals for the run, then {@link RunAnalyzed}: once that is told, no more proposals follow.
     *
     * <p>What is missing or damaged in the run's folder is left out and said in a symptom, so that every run that
     * trained is answered. A run that never trained has nothing to show and gets no answer.
     *
     * @throws ArtifactException when the store does not answer; the same call may succeed later
     */
    public List<Event> analyze(RunFinished run) {
        if (run.summary() == null) {
            return List.of();
        }
        RunEvidence evidence = RunEvidence.read(store, run);
        Diagnosis diagnosis = evidence.residuals()
                .map(residuals -> Diagnoser.diagnose(evidence.curves(), residuals))
                .orElseGet(() -> Diagnoser.diagnose(evidence.curves()));
        List<String> faults = new ArrayList<>(evidence.faults());
        List<Event> events = new ArrayList<>();
        if (isToBeImproved(run)) {
            for (Proposal proposal : proposals(diagnosis, evidence, faults)) {
                events.add(proposed(proposal, run));
            }
        }
        List<Symptom> symptoms = new ArrayList<>(diagnosis.symptoms());
        if (!faults.isEmpty()) {
            symptoms.add(new Symptom(INCOMPLETE, "warning", faults));
        }
        events.add(new RunAnalyzed(run.runId(), run.experimentId(), diagnosis.metrics(), symptoms));
        return events;
    }

    /** A model or a loss of a stranger's making may be one that the proposer cannot work with. */
    private static List<Proposal> proposals(Diagnosis diagnosis, RunEvidence evidence, List<String> faults) {
        try {
            return Proposer.propose(diagnosis, evidence.setup());
        } catch (RuntimeException e) {
            faults.add("Nothing is proposed, as the run's model or loss cannot be worked with: " + e.getMessage());
            return List.of();
        }
    }

    /** A campaign's baseline, or a run on its own; trials and proposals are somebody's answer already. */
    private static boolean isToBeImproved(RunFinished run) {
        String role = run.labels().get("role");
        return "baseline".equals(role) || (role == null && run.experimentId().equals(run.runId()));
    }

    private static Event proposed(Proposal proposal, RunFinished run) {
        return switch (proposal) {
            case LossProposal loss ->
                new LossProposed(
                        loss.id(),
                        run.experimentId(),
                        run.runId(),
                        loss.rank(),
                        loss.name(),
                        loss.expression(),
                        loss.evidence(),
                        loss.expectedEffect());
            case ModelProposal model ->
                new ModelProposed(
                        model.id(),
                        run.experimentId(),
                        run.runId(),
                        model.rank(),
                        model.name(),
                        model.model(),
                        model.evidence(),
                        model.expectedEffect());
        };
    }
}
