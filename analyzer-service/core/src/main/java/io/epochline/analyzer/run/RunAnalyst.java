package io.epochline.analyzer.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.analyzer.diagnosis.Diagnoser;
import io.epochline.analyzer.diagnosis.Diagnosis;
import io.epochline.analyzer.language.LanguageModel;
import io.epochline.analyzer.proposal.Briefing;
import io.epochline.analyzer.proposal.Change;
import io.epochline.analyzer.proposal.Ledger;
import io.epochline.analyzer.proposal.LossIdea;
import io.epochline.analyzer.proposal.Proposal;
import io.epochline.analyzer.proposal.ProposalSource;
import io.epochline.analyzer.proposal.Proposer;
import io.epochline.analyzer.proposal.StepCheck;
import io.epochline.artifacts.ArtifactException;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.events.Event;
import io.epochline.events.LossProposed;
import io.epochline.events.ModelProposed;
import io.epochline.events.ProposalChecked;
import io.epochline.events.RunAnalyzed;
import io.epochline.events.RunFinished;
import io.epochline.events.SettingsProposed;
import io.epochline.events.Symptom;
import io.epochline.events.spec.CommandJob;
import io.epochline.events.spec.ObjectiveJob;
import io.epochline.events.spec.TrainingJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers a finished run with what it shows and, where the run is one to improve on, with what to try next. */
public final class RunAnalyst {
    /** The id of the symptom that says what of the run's folder could not be read. */
    public static final String INCOMPLETE = "analysis-incomplete";

    private final ArtifactStore store;
    private final Optional<LanguageModel> languageModel;
    private final ProposalSource proposer;

    /** Without a language model. */
    public RunAnalyst(ArtifactStore store) {
        this(store, Optional.empty());
    }

    /** @param languageModel that may add losses when proposals are checked */
    public RunAnalyst(ArtifactStore store, Optional<LanguageModel> languageModel) {
        this(store, languageModel, Proposer::propose);
    }

    /** Without a language model, and with another proposer. */
    public RunAnalyst(ArtifactStore store, ProposalSource proposer) {
        this(store, Optional.empty(), proposer);
    }

    private RunAnalyst(ArtifactStore store, Optional<LanguageModel> languageModel, ProposalSource proposer) {
        this.store = store;
        this.languageModel = languageModel;
        this.proposer = proposer;
    }

    /** As {@link #analyze(RunFinished, Briefing)} for a run of which nothing was tried yet. */
    public List<Event> analyze(RunFinished run) {
        return analyze(run, Briefing.NONE);
    }

    /**
     * The proposals for the run, then {@link RunAnalyzed}: once that is told, no more proposals follow.
     *
     * <p>What is missing or damaged in the run's folder is left out and said in a symptom, so that every run that
     * trained is answered. A run that never trained has nothing to show and gets no answer.
     *
     * @throws ArtifactException when the store does not answer; the same call may succeed later
     */
    public List<Event> analyze(RunFinished run, Briefing briefing) {
        if (run.summary() == null) {
            return List.of();
        }
        RunEvidence evidence = RunEvidence.read(store, run);
        Diagnosis diagnosis = Diagnoser.diagnose(evidence.curves(), evidence.seen());
        List<String> faults = new ArrayList<>(evidence.faults());
        List<Event> events = new ArrayList<>();
        if (isToBeImproved(run)) {
            for (Proposal proposal : proposals(diagnosis, evidence, briefing, faults)) {
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

    /**
     * For networks, and for programs with settings that can be told to them; for nothing else. A model or a loss of a stranger's
     * making may be one that the proposer cannot work with.
     */
    private List<Proposal> proposals(
            Diagnosis diagnosis, RunEvidence evidence, Briefing briefing, List<String> faults) {
        try {
            return switch (evidence.asked()) {
                case CommandJob program -> ProgramSettings.propose(diagnosis, program, briefing.ledger());
                case ObjectiveJob objective -> List.of();
                case null, default -> proposer.propose(diagnosis, evidence.setup(), briefing.ledger(), briefing.seed());
            };
        } catch (RuntimeException e) {
            faults.add("Nothing is proposed, as the run's model or loss cannot be worked with: " + e.getMessage());
            return List.of();
        }
    }

    /**
     * What takes longer than {@link #analyze} may: a {@link ProposalChecked} for each of its proposals, and losses that a
     * language model adds, each with its check, ranked after them. Of a run that trained no network there is nothing to check.
     *
     * @param briefing the same as for {@link #analyze}
     * @throws ArtifactException when the store does not answer; the same call may succeed later
     */
    public List<Event> check(RunFinished run, Briefing briefing) {
        if (run.summary() == null || !isToBeImproved(run)) {
            return List.of();
        }
        RunEvidence evidence = RunEvidence.read(store, run);
        if (evidence.asked() != null && !(evidence.asked() instanceof TrainingJob)) {
            return List.of();
        }
        Diagnosis diagnosis = Diagnoser.diagnose(evidence.curves(), evidence.seen());
        List<Proposal> proposals = proposals(diagnosis, evidence, briefing, new ArrayList<>());
        List<Event> events = new ArrayList<>();
        for (Proposal added : added(diagnosis, evidence, briefing.ledger(), proposals)) {
            events.add(proposed(added, run));
            events.add(checked(added, evidence, run));
        }
        proposals.forEach(proposal -> events.add(checked(proposal, evidence, run)));
        return events;
    }

    private List<Proposal> added(Diagnosis diagnosis, RunEvidence evidence, Ledger ledger, List<Proposal> proposals) {
        List<LossIdea> ideas = languageModel
                .map(model -> model.ask(diagnosis, evidence.setup()).ideas())
                .orElse(List.of());
        return ideas.isEmpty() ? List.of() : Proposer.suggested(diagnosis, evidence.setup(), ledger, ideas, proposals);
    }

    private static ProposalChecked checked(Proposal proposal, RunEvidence evidence, RunFinished run) {
        String refused = StepCheck.refuse(proposal, evidence.setup()).orElse(null);
        return new ProposalChecked(proposal.id(), run.experimentId(), run.runId(), refused == null, refused);
    }

    /** A campaign's baseline, or a run on its own; trials and proposals are somebody's answer already. */
    public static boolean isToBeImproved(RunFinished run) {
        String role = run.labels().get("role");
        return "baseline".equals(role) || (role == null && run.experimentId().equals(run.runId()));
    }

    private static Event proposed(Proposal proposal, RunFinished run) {
        return switch (proposal.change()) {
            case Change.NewLoss(String expression) ->
                new LossProposed(
                        proposal.id(),
                        run.experimentId(),
                        run.runId(),
                        proposal.rank(),
                        proposal.name(),
                        expression,
                        proposal.evidence(),
                        proposal.expectedEffect(),
                        proposal.risk(),
                        proposal.cost(),
                        proposal.family());
            case Change.NewModel(JsonNode model) ->
                new ModelProposed(
                        proposal.id(),
                        run.experimentId(),
                        run.runId(),
                        proposal.rank(),
                        proposal.name(),
                        model,
                        proposal.evidence(),
                        proposal.expectedEffect(),
                        proposal.risk(),
                        proposal.cost(),
                        proposal.family());
            case Change.NewSettings(ObjectNode settings) ->
                new SettingsProposed(
                        proposal.id(),
                        run.experimentId(),
                        run.runId(),
                        proposal.rank(),
                        proposal.name(),
                        settings,
                        proposal.evidence(),
                        proposal.expectedEffect(),
                        proposal.risk(),
                        proposal.cost(),
                        proposal.family());
        };
    }
}
