package io.epochline.analyzer.proposal;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.analyzer.diagnosis.Diagnosis;
import io.epochline.analyzer.diagnosis.Residuals;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.loss.Head;
import io.epochline.compute.loss.Loss;
import io.epochline.compute.loss.Losses;
import io.epochline.compute.loss.NamedLoss;
import io.epochline.events.Cost;
import io.epochline.events.spec.TrainingJob;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;

/**
 * Ranks what answers the symptoms of a run: named losses and models, losses composed by a {@link LossGrammar}, {@link
 * ModelEdit}s of the architecture at hand and {@link SettingsEdit}s of its job.
 *
 * <p>What does not build, is no loss for the task, is used or was tried already, or trains like a better-ranked proposal is
 * left out. The same arguments give the same proposals, byte for byte.
 */
public final class Proposer {

    /** Of each kind at most so many. */
    static final int MOST = 8;

    /** Of each family at most so many, so that no symptom drowns the others. */
    static final int MOST_OF_A_FAMILY = 3;

    /** Beside targets of variance 1; where the run's errors are not known. */
    private static final double USUAL_ERROR = 0.1;

    private static final String GENERATOR = "L64X128MixRandom";

    private final Diagnosis diagnosis;
    private final CurrentSetup setup;
    private final Ledger ledger;
    private final RandomGenerator random;

    private Proposer(Diagnosis diagnosis, CurrentSetup setup, Ledger ledger, long seed) {
        this.diagnosis = diagnosis;
        this.setup = setup;
        this.ledger = ledger;
        this.random = RandomGeneratorFactory.of(GENERATOR).create(seed);
    }

    /** Of a run of which nothing was tried yet. */
    public static List<Proposal> propose(Diagnosis diagnosis, CurrentSetup setup) {
        return propose(diagnosis, setup, Ledger.EMPTY, 0);
    }

    /**
     * Proposals that build for the task, the most promising first.
     *
     * @param setup what the run used; shapes that are not known are not checked, and without its job no settings are
     *     proposed
     * @param ledger what the experiment has tried
     * @param seed of what is drawn: shares of loss terms, places and rates of edits
     */
    public static List<Proposal> propose(Diagnosis diagnosis, CurrentSetup setup, Ledger ledger, long seed) {
        return new Proposer(diagnosis, setup, ledger, seed).propose();
    }

    /** Settings alone, of a run whose model and loss are not ours to change. */
    public static List<Proposal> settings(Diagnosis diagnosis, CurrentSetup setup, Ledger ledger) {
        Proposer proposer = new Proposer(diagnosis, setup, ledger, 0);
        return proposer.best(proposer.settings());
    }

    /**
     * Named losses, then named models, as far as they fit the task, in the order of their list whatever the run shows. A
     * yardstick: what they achieve is achieved without evidence.
     */
    public static List<Proposal> listed(Diagnosis diagnosis, CurrentSetup setup, Ledger ledger, long seed) {
        Proposer proposer = new Proposer(diagnosis, setup, ledger, seed);
        return proposer.inOrder(Stream.concat(proposer.losses().stream(), proposer.models().stream())
                .toList());
    }

    /** All that {@link #propose} could propose of any run, in an order that is drawn: the other yardstick. */
    public static List<Proposal> drawn(Diagnosis diagnosis, CurrentSetup setup, Ledger ledger, long seed) {
        Proposer proposer = new Proposer(diagnosis, setup, ledger, seed);
        List<Candidate> candidates = proposer.candidates(LossGrammar::composeAll);
        Collections.shuffle(candidates, proposer.random);
        return proposer.inOrder(candidates);
    }

    /**
     * Losses that somebody else composed, held to the same checks.
     *
     * @param before the proposals that stand already: what trains like one of them is left out, and ranks go on from theirs
     */
    public static List<Proposal> suggested(
            Diagnosis diagnosis, CurrentSetup setup, Ledger ledger, List<LossIdea> ideas, List<Proposal> before) {
        return new Proposer(diagnosis, setup, ledger, 0).suggested(ideas, before);
    }

    private List<Proposal> suggested(List<LossIdea> ideas, List<Proposal> before) {
        LossProbe probe = probe(new Tried(ledger, setup.job()));
        Set<String> ids = new HashSet<>();
        for (Proposal proposal : before) {
            ids.add(proposal.id());
            runs(proposal.change(), probe);
        }
        List<Proposal> suggested = new ArrayList<>();
        for (LossIdea idea : ideas) {
            idea.candidate(setup.head())
                    .filter(candidate -> runs(candidate.change(), probe))
                    .ifPresent(candidate -> suggested.add(
                            candidate.ranked(unique(candidate.id(), ids), before.size() + suggested.size() + 1)));
        }
        return List.copyOf(suggested);
    }

    private List<Proposal> propose() {
        return best(candidates(LossGrammar::compose));
    }

    private List<Candidate> candidates(Function<LossGrammar, List<Candidate>> composed) {
        List<Candidate> candidates = new ArrayList<>(losses());
        candidates.addAll(composed.apply(new LossGrammar(diagnosis, setup, random)));
        candidates.addAll(models());
        candidates.addAll(edits());
        candidates.addAll(settings());
        return candidates;
    }

    private List<Proposal> best(List<Candidate> candidates) {
        return inOrder(candidates.stream()
                .map(candidate -> candidate.times(ledger.factor(candidate.family())))
                .sorted(Candidate.ORDER)
                .toList());
    }

    private List<Proposal> inOrder(List<Candidate> candidates) {
        Tried tried = new Tried(ledger, setup.job());
        Set<String> ids = new HashSet<>();
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        Map<String, Integer> families = new HashMap<>();
        LossProbe probe = probe(tried);
        List<Proposal> proposals = new ArrayList<>();
        for (Candidate candidate : candidates) {
            Kind kind = Kind.of(candidate.change());
            boolean room = counts.getOrDefault(kind, 0) < MOST
                    && families.getOrDefault(candidate.family(), 0) < MOST_OF_A_FAMILY;
            if (room && tried.add(candidate.change()) && runs(candidate.change(), probe)) {
                counts.merge(kind, 1, Integer::sum);
                families.merge(candidate.family(), 1, Integer::sum);
                proposals.add(candidate.ranked(unique(candidate.id(), ids), proposals.size() + 1));
            }
        }
        return List.copyOf(proposals);
    }

    private enum Kind {
        LOSS,
        MODEL,
        SETTINGS;

        static Kind of(Change change) {
            return switch (change) {
                case Change.NewLoss loss -> LOSS;
                case Change.NewModel model -> MODEL;
                case Change.NewSettings settings -> SETTINGS;
            };
        }
    }

    private static String unique(String id, Set<String> ids) {
        String unique = id;
        for (int number = 2; !ids.add(unique); number++) {
            unique = id + "-" + number;
        }
        return unique;
    }

    private boolean runs(Change change, LossProbe probe) {
        return !(change instanceof Change.NewLoss(String expression))
                || probe.refuse(Loss.parse(expression)).isEmpty();
    }

    /** It knows the loss at hand and those that need not be tried. Where shapes are not known, losses are tried on curves, which all take. */
    private LossProbe probe(Tried tried) {
        Head head = setup.head();
        boolean oneHot = head == Head.VALUES && Task.of(setup) == Task.CLASSIFICATION;
        double scale = diagnosis
                .seen()
                .residuals()
                .map(Residuals::scale)
                .filter(s -> s > 0)
                .orElse(USUAL_ERROR);
        LossProbe probe = new LossProbe(ProbeBatch.of(head, shape(head), oneHot, scale));
        Stream.concat(Stream.ofNullable(setup.loss()), tried.losses().stream())
                .flatMap(known -> LossCheck.read(known).stream())
                .filter(known -> known.head() == head)
                .forEach(probe::refuse);
        return probe;
    }

    private Shape shape(Head head) {
        if (setup.targetShape() != null) {
            return setup.targetShape();
        }
        return head == Head.LABELS ? Shape.of(1) : Shape.of(4, 16);
    }

    private List<Candidate> losses() {
        List<Candidate> candidates = new ArrayList<>();
        for (Remedies.Remedy remedy : Remedies.KNOWN.losses()) {
            Loss loss = Loss.parse(expression(remedy));
            if (loss.head() == setup.head() && (remedy.task() == null || remedy.task() == Task.of(setup))) {
                Change change = new Change.NewLoss(expression(remedy));
                candidates.add(Candidate.of(remedy, change, merit(remedy), Cost.SAME));
            }
        }
        return candidates;
    }

    private List<Candidate> models() {
        ModelFit fit = ModelFit.to(setup);
        List<Candidate> candidates = new ArrayList<>();
        for (Remedies.Remedy remedy : Remedies.KNOWN.models()) {
            fit.document(remedy).ifPresent(model -> candidates.add(model(remedy, model, fit)));
        }
        return candidates;
    }

    private List<Candidate> edits() {
        Optional<Architecture> architecture = Architecture.of(setup);
        ModelFit fit = ModelFit.to(setup);
        List<Candidate> candidates = new ArrayList<>();
        for (ModelEdit edit : ModelEdit.values()) {
            Remedies.Remedy remedy = Remedies.edit(edit);
            architecture
                    .flatMap(now -> now.with(edit.name().toLowerCase(Locale.ROOT), edit.layers(now, random)))
                    .ifPresent(model -> candidates.add(model(remedy, model, fit)));
        }
        return candidates;
    }

    private Candidate model(Remedies.Remedy remedy, JsonNode model, ModelFit fit) {
        return Candidate.of(remedy, new Change.NewModel(model), merit(remedy).with(fit.sizes(model)), fit.cost(model));
    }

    private List<Candidate> settings() {
        List<Candidate> candidates = new ArrayList<>();
        TrainingJob job = setup.job();
        if (job == null) {
            return candidates;
        }
        for (SettingsEdit edit : SettingsEdit.values()) {
            Remedies.Remedy remedy = Remedies.settings(edit);
            edit.keys(job, diagnosis)
                    .map(Change.NewSettings::new)
                    .ifPresent(
                            change -> candidates.add(Candidate.of(remedy, change, merit(remedy), cost(job, change))));
        }
        return candidates;
    }

    /** An epoch takes as much work whatever the size of its batches. */
    private static Cost cost(TrainingJob job, Change change) {
        return new Cost(null, 1.0, change.on(job, job.name()).epochs() / (double) job.epochs());
    }

    private Merit merit(Remedies.Remedy remedy) {
        return Merit.of(remedy.prior(), remedy.answers(), diagnosis);
    }

    private static String expression(Remedies.Remedy remedy) {
        return remedy.expression() != null
                ? remedy.expression()
                : Losses.find(remedy.name()).map(NamedLoss::expression).orElseThrow();
    }
}
