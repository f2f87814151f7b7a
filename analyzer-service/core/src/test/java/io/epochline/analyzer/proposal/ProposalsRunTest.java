package io.epochline.analyzer.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.epochline.analyzer.diagnosis.Diagnosis;
import io.epochline.analyzer.diagnosis.Observations;
import io.epochline.analyzer.diagnosis.Residuals;
import io.epochline.compute.ir.Shape;
import io.epochline.events.Json;
import io.epochline.events.RunMetrics;
import io.epochline.events.Symptom;
import io.epochline.events.spec.JobSpec;
import io.epochline.events.spec.TrainingJob;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Proposals for many tasks and random symptoms, each trained for a step. */
class ProposalsRunTest {

    private static final List<String> SEVERITIES = List.of("info", "warning", "severe");

    private record TestTask(String model, String loss, Shape input, Shape target) {

        CurrentSetup setup() {
            TrainingJob job = job("""
                    {"kind": "train", "name": "now", "data": {"source": "npz", "path": "d.npz", "group": "g"}, "model": %s,
                     "loss": "%s", "epochs": 20, "batch_size": 64}
                    """.formatted(model, loss));
            return new CurrentSetup(job.model(), loss, input, target, job);
        }
    }

    private static final List<TestTask> TASKS = List.of(
            new TestTask("\"mlp\"", "mse", Shape.of(8), Shape.of(1)),
            new TestTask(
                    "{\"name\": \"cnn_small\", \"params\": {\"out_len\": 12}}",
                    "huber",
                    Shape.of(1, 16, 16),
                    Shape.of(2, 2, 12)),
            new TestTask(
                    "{\"name\": \"mlp\", \"params\": {\"outputs\": 3}}", "cross_entropy", Shape.of(8), Shape.of(3)),
            new TestTask(
                    "{\"name\": \"mlp\", \"params\": {\"outputs\": 3, \"dropout\": 0.4}}",
                    "cross_entropy(pred, labels)",
                    Shape.of(8),
                    Shape.of(1)),
            new TestTask("{\"name\": \"mlp\", \"params\": {\"outputs\": 4}}", "gaussian_nll", Shape.of(8), Shape.of(2)),
            new TestTask(
                    "{\"name\": \"pairs\", \"layers\": [{\"each\": [{\"dense\": 8}, \"relu\", {\"dense\": 1}]}, \"flatten\"]}",
                    "bradley_terry",
                    Shape.of(2, 6),
                    Shape.of(1)));

    @Test
    void nearlyAllProposalsTakeATrainingStep() {
        RandomGenerator random = new SplittableRandom(11);
        List<String> refused = new ArrayList<>();
        int tried = 0;
        for (TestTask task : TASKS) {
            CurrentSetup setup = task.setup();
            for (Proposal proposal : Proposer.propose(diagnosis(random), setup, Ledger.EMPTY, random.nextLong())) {
                tried++;
                StepCheck.refuse(proposal, setup)
                        .ifPresent(why -> refused.add(task.loss() + ": " + proposal.id() + ": " + why));
            }
        }
        assertThat(tried).isGreaterThan(60);
        assertThat(refused).hasSizeLessThanOrEqualTo(tried / 50);
    }

    @Test
    void theSameSeedGivesTheSameBytesAndNoProposalTwice() throws JsonProcessingException {
        RandomGenerator random = new SplittableRandom(12);
        Set<String> bytes = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            CurrentSetup setup = TASKS.get(i % TASKS.size()).setup();
            Diagnosis diagnosis = diagnosis(random);
            List<Proposal> proposals = Proposer.propose(diagnosis, setup, Ledger.EMPTY, i);
            String text = Json.MAPPER.writeValueAsString(proposals);
            assertThat(Json.MAPPER.writeValueAsString(Proposer.propose(diagnosis, setup, Ledger.EMPTY, i)))
                    .isEqualTo(text);
            assertThat(proposals).extracting(Proposal::change).doesNotHaveDuplicates();
            assertThat(proposals).extracting(Proposal::id).doesNotHaveDuplicates();
            bytes.add(text);
        }
        assertThat(bytes).hasSizeGreaterThan(6);
    }

    @Test
    void anotherSeedDrawsOtherShares() throws JsonProcessingException {
        Diagnosis diagnosis = new Diagnosis(
                new RunMetrics(null, null, null, null, null),
                List.of(
                        new Symptom("heavy_tails", "severe", List.of("seen")),
                        new Symptom("plateau", "warning", List.of())));
        CurrentSetup setup = TASKS.get(1).setup();
        Set<String> drawn = new HashSet<>();
        for (long seed = 0; seed < 4; seed++) {
            drawn.add(Json.MAPPER.writeValueAsString(Proposer.propose(diagnosis, setup, Ledger.EMPTY, seed)));
        }
        assertThat(drawn).hasSizeGreaterThan(1);
    }

    @Test
    void deltaFollowsFromTheErrorsOfTheRun() {
        SplittableRandom random = new SplittableRandom(3);
        float[] target = new float[4000];
        float[] prediction = new float[4000];
        for (int i = 0; i < target.length; i++) {
            prediction[i] = (float) (0.02 * random.nextGaussian() * (i % 20 == 0 ? 20 : 1));
        }
        Diagnosis diagnosis = new Diagnosis(
                new RunMetrics(null, null, null, null, null),
                List.of(new Symptom("heavy_tails", "severe", List.of("seen"))),
                Observations.of(Residuals.of(prediction, target, 40)));

        Proposal huber = Proposer.propose(diagnosis, TASKS.get(1).setup()).stream()
                .filter(proposal -> proposal.name().equals("Huber"))
                .findFirst()
                .orElseThrow();

        assertThat(huber.change())
                .isIn(new Change.NewLoss("huber(delta=0.028)"), new Change.NewLoss("huber(delta=0.029)"));
        assertThat(huber.evidence().getLast()).startsWith("delta is 1.345 robust standard deviations");
    }

    private static Diagnosis diagnosis(RandomGenerator random) {
        List<String> known = Remedies.KNOWN.settings().stream()
                .flatMap(remedy -> remedy.answers().keySet().stream())
                .distinct()
                .sorted()
                .toList();
        List<Symptom> symptoms = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            symptoms.add(new Symptom(
                    known.get(random.nextInt(known.size())), SEVERITIES.get(random.nextInt(3)), List.of("seen")));
        }
        return new Diagnosis(new RunMetrics(null, null, null, null, null), symptoms);
    }

    private static TrainingJob job(String text) {
        try {
            return (TrainingJob) Json.MAPPER.readValue(text, JobSpec.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
