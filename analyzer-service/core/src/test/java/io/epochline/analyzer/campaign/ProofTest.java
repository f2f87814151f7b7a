package io.epochline.analyzer.campaign;

import static io.epochline.analyzer.campaign.CampaignEvents.EXPERIMENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.epochline.events.CampaignRequested;
import io.epochline.events.JobRequested;
import io.epochline.events.Json;
import io.epochline.events.SettingsProposed;
import io.epochline.events.spec.CampaignSpec;
import io.epochline.events.spec.CampaignSpec.Budget;
import io.epochline.events.spec.CampaignSpec.Confirmation;
import io.epochline.events.spec.CampaignSpec.Halving;
import io.epochline.events.spec.TrainingJob;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Halving, confirmation on fresh seeds, rounds and budgets. */
class ProofTest {

    private static final List<String> NINE =
            IntStream.rangeClosed(1, 9).mapToObj(i -> "0.%d*huber".formatted(i)).toList();

    private static CampaignRequested request(
            int rounds, int parallel, Halving halving, Confirmation confirmation, Budget budget) {
        return new CampaignRequested(
                EXPERIMENT,
                new CampaignSpec(
                        "spectral",
                        CampaignEvents.baseline(),
                        9,
                        0,
                        0,
                        rounds,
                        parallel,
                        halving,
                        confirmation,
                        budget,
                        null));
    }

    /** The baseline's loss is mse; of the others the third is by 20 % lower, and the rest by a tenth of a percent. */
    private static double thirdIsBetter(TrainingJob job) {
        double level = job.loss().equals("0.3*huber") ? 0.8 : job.loss().equals("mse") ? 1 : 0.999;
        return level * 0.02 + noise(job);
    }

    /** Of a seed alone for a third, of the job for the rest: about 3 % of the value. */
    private static double noise(TrainingJob job) {
        long seed = job.seed() * 7919 + job.data().split().hashCode();
        return 0.0002 * new SplittableRandom(seed).nextGaussian()
                + 0.0003 * new SplittableRandom(seed + job.loss().hashCode()).nextGaussian();
    }

    @Test
    void halvingTrainsTheBetterOnesLongerAndGoesOnFromWhereTheyWere() {
        World world = new World(NINE, ProofTest::thirdIsBetter);
        Reporting end = world.run(request(1, 100, new Halving(3, 1), Confirmation.NONE, null));

        Round round = end.rounds().getFirst();
        assertThat(round.candidates().stream()
                        .filter(candidate -> round.change(candidate.result()).isPresent()))
                .as("only whole runs are compared with the baseline")
                .extracting(Candidate::proposalId)
                .containsExactly("loss-3");
        List<TrainingJob> tried =
                world.jobs.stream().skip(1).map(job -> (TrainingJob) job.spec()).toList();
        assertThat(tried)
                .extracting(job -> job.stage().until())
                .as("12 epochs over 9 and 3")
                .containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 1, 4, 4, 4, 12);
        assertThat(tried).allSatisfy(job -> assertThat(job.epochs()).isEqualTo(12));
        assertThat(tried.getLast().loss()).isEqualTo("0.3*huber");
        assertThat(tried.getLast().stage().after()).isEqualTo(EXPERIMENT + "-loss-3-e4");
        assertThat(world.jobs.getLast().jobId()).isEqualTo(EXPERIMENT + "-loss-3");
        assertThat(world.jobs.getLast().labels()).doesNotContainKey("until");
        assertThat(world.jobs.get(1).labels()).containsEntry("until", "1");
    }

    @Test
    void noRunIsShorterThanTheLeastNumberOfEpochs() {
        World world = new World(NINE, ProofTest::thirdIsBetter);
        world.run(request(1, 100, new Halving(3, 3), Confirmation.NONE, null));

        assertThat(world.jobs.stream()
                        .skip(1)
                        .map(job -> ((TrainingJob) job.spec()).stage().until()))
                .containsExactly(4, 4, 4, 4, 4, 4, 4, 4, 4, 12, 12, 12);
    }

    @Test
    void whatIsReallyBetterIsConfirmedInPairsOnFreshSeeds() {
        World world = new World(NINE, ProofTest::thirdIsBetter);
        Reporting end = world.run(request(1, 100, null, new Confirmation(5, 2, 0.05), null));

        List<JobRequested> repeats = world.jobs.stream()
                .filter(job -> "confirmation".equals(job.labels().get("role")))
                .toList();
        assertThat(repeats).hasSize(5 * 3);
        assertThat(repeats.stream()
                        .map(job -> ((TrainingJob) job.spec()).seed())
                        .distinct())
                .containsExactly(8L, 9L, 10L, 11L, 12L);
        assertThat(repeats.stream()
                        .map(job -> ((TrainingJob) job.spec()).data().split())
                        .distinct())
                .as("what is held out is drawn anew too")
                .hasSize(5);
        Round round = end.rounds().getFirst();
        Verdict winner = round.winner().orElseThrow();
        assertThat(winner.proposalId()).isEqualTo("loss-3");
        assertThat(winner.change()).isCloseTo(-0.2, within(0.03));
        assertThat(winner.low()).isLessThan(winner.change());
        assertThat(winner.adjusted()).isLessThan(0.01).isGreaterThanOrEqualTo(winner.p());
        assertThat(end.outcome().best().orElseThrow().runId()).isEqualTo(EXPERIMENT + "-loss-3");
    }

    /** Nine proposals that differ from the baseline by noise alone; each campaign has other noise. */
    @Test
    void whereNothingIsBetterAlmostNothingIsClaimed() {
        int claims = 0;
        for (int world = 0; world < 200; world++) {
            long salt = 1_000_003L * world;
            Reporting end = new World(
                            NINE,
                            job -> 0.02
                                    + 0.001
                                            * new SplittableRandom(salt
                                                            + job.seed() * 31
                                                            + job.loss().hashCode())
                                                    .nextGaussian())
                    .run(request(1, 100, null, new Confirmation(5, 2, 0.05), null));
            claims += end.rounds().getFirst().winner().isPresent() ? 1 : 0;
        }
        assertThat(claims).as("at most 5 %% of 200, one-sided half of it").isLessThanOrEqualTo(10);
    }

    @Test
    void aProposalThatBreaksOnAFreshSeedIsNotConfirmed() {
        World world = new World(
                NINE, job -> job.seed() == 9 && job.loss().equals("0.3*huber") ? Double.NaN : thirdIsBetter(job));
        Reporting end = world.run(request(1, 100, null, new Confirmation(5, 1, 0.05), null));

        Verdict verdict = end.rounds().getFirst().verdicts().getFirst();
        assertThat(verdict.broken()).isEqualTo(1);
        assertThat(verdict.confirmed()).isFalse();
        assertThat(end.outcome().best().orElseThrow().runId()).isEqualTo(CampaignEvents.BASELINE);
    }

    @Test
    void theNextRoundBuildsOnWhatWasConfirmed() {
        World world = new World(NINE, job -> 0.9 * thirdIsBetter(job));
        Reporting end = world.run(request(3, 100, null, new Confirmation(5, 1, 0.05), null));

        assertThat(end.rounds())
                .as("the second finds nothing better, so there is no third")
                .hasSize(2);
        JobRequested second = world.jobs.stream()
                .filter(job -> job.jobId().equals(EXPERIMENT + "-round2-baseline"))
                .findFirst()
                .orElseThrow();
        assertThat(((TrainingJob) second.spec()).loss()).isEqualTo("0.3*huber");
        assertThat(second.labels()).containsEntry("role", "baseline");
        assertThat(end.progress().remaining()).isCloseTo(0.8, within(0.03));
    }

    @Test
    void atMostSoManyRunsGoOnAtOnce() {
        World world = new World(NINE, ProofTest::thirdIsBetter);
        world.run(request(1, 2, new Halving(3, 1), new Confirmation(3, 1, 0.05), null));

        assertThat(world.mostAtOnce).isEqualTo(2);
        assertThat(world.jobs).hasSize(1 + 13 + 3 * 2);
    }

    @Test
    void aBudgetEndsTheCampaignAndNothingUnprovenIsClaimed() {
        World runs = new World(NINE, ProofTest::thirdIsBetter);
        Reporting end = runs.run(request(1, 100, null, new Confirmation(5, 2, 0.05), new Budget(6, null, null)));
        assertThat(runs.jobs).hasSize(6);
        assertThat(end.rounds().getFirst().verdicts()).isEmpty();
        assertThat(end.outcome().best().orElseThrow().runId()).isEqualTo(CampaignEvents.BASELINE);

        World epochs = new World(NINE, ProofTest::thirdIsBetter);
        epochs.run(request(1, 100, null, Confirmation.NONE, new Budget(null, 50L, null)));
        assertThat(epochs.jobs).as("of 12 epochs each").hasSize(4);

        World seconds = new World(NINE, ProofTest::thirdIsBetter);
        seconds.run(request(1, 1, null, Confirmation.NONE, new Budget(null, null, 5.0)));
        assertThat(seconds.jobs).as("of 2 seconds each, one after the other").hasSize(3);
    }

    @Test
    void aLongerJobIsTriedAtTheLengthsOfTheOthersAndItsOwnEpochsAreCounted() {
        World world = new World(
                (job, briefing) -> IntStream.rangeClosed(1, 3)
                        .mapToObj(i -> new SettingsProposed(
                                "settings-" + i,
                                EXPERIMENT,
                                job.jobId(),
                                i,
                                null,
                                Json.MAPPER.createObjectNode().put("epochs", 12 * i),
                                List.of(),
                                null,
                                null,
                                null,
                                null))
                        .toList(),
                job -> 0.02 / job.epochs());
        Reporting end = world.run(new CampaignRequested(
                EXPERIMENT,
                new CampaignSpec(
                        "longer",
                        CampaignEvents.baseline(),
                        0,
                        0,
                        3,
                        1,
                        100,
                        new Halving(3, 1),
                        new Confirmation(3, 1, 0.05),
                        null,
                        null)));

        List<TrainingJob> jobs =
                world.jobs.stream().map(job -> (TrainingJob) job.spec()).toList();
        assertThat(jobs.subList(1, 5)).extracting(TrainingJob::lastEpoch).containsExactly(4, 4, 4, 36);
        assertThat(end.progress().spent().epochs())
                .as("baseline, three short ones, the rest of the longest, and three pairs")
                .isEqualTo(12 + 3 * 4 + (36 - 4) + 3 * (12 + 36));
    }

    @Test
    void theSameEventsMakeTheSameDecisions() throws Exception {
        String[] ends = new String[2];
        for (int i = 0; i < 2; i++) {
            Reporting end = new World(NINE, ProofTest::thirdIsBetter)
                    .run(request(2, 3, new Halving(2, 1), new Confirmation(4, 2, 0.05), null));
            ends[i] = Json.MAPPER.writerFor(Campaign.class).writeValueAsString(end);
        }
        assertThat(ends[0]).isEqualTo(ends[1]);
        assertThat(Json.MAPPER.readValue(ends[0], Campaign.class)).isInstanceOf(Reporting.class);
    }
}
