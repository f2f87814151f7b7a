package io.epochline.analyzer.campaign;

import static io.epochline.analyzer.campaign.CampaignEvents.BASELINE;
import static io.epochline.analyzer.campaign.CampaignEvents.EXPERIMENT;
import static io.epochline.analyzer.campaign.CampaignEvents.analyzed;
import static io.epochline.analyzer.campaign.CampaignEvents.analyzedAndChecked;
import static io.epochline.analyzer.campaign.CampaignEvents.baseline;
import static io.epochline.analyzer.campaign.CampaignEvents.cancelled;
import static io.epochline.analyzer.campaign.CampaignEvents.loss;
import static io.epochline.analyzer.campaign.CampaignEvents.requested;
import static io.epochline.analyzer.campaign.CampaignEvents.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.events.CampaignRequested;
import io.epochline.events.Event;
import io.epochline.events.ExperimentCancelRequested;
import io.epochline.events.ExperimentFinished;
import io.epochline.events.JobCancelRequested;
import io.epochline.events.JobRequested;
import io.epochline.events.LossProposed;
import io.epochline.events.ProposalChecked;
import io.epochline.events.RunStatus;
import io.epochline.events.spec.CampaignSpec;
import io.epochline.events.spec.CampaignSpec.Confirmation;
import io.epochline.events.spec.CampaignSpec.Halving;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CancelledCampaignTest {

    private static final ExperimentCancelRequested CANCEL = new ExperimentCancelRequested(EXPERIMENT, "enough");

    /** After so many runs are over: with the baseline, on both rungs, in the confirmation, in the second round. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 15})
    void stopsTheRunsThatGoOnAndAsksForNoMore(int over) {
        Play play = new Play(twoRounds());
        List<String> open = play(play, over);
        List<String> asked = ids(play.jobs());

        play.tell(CANCEL);

        assertThat(play.told().stream().filter(JobCancelRequested.class::isInstance))
                .extracting(event -> ((JobCancelRequested) event).jobId())
                .containsExactlyElementsOf(open);
        open.forEach(run -> play.tell(cancelled(run)));
        assertThat(ids(play.jobs())).isEqualTo(asked);
        ExperimentFinished finished = play.reported();
        assertThat(finished.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(finished.runs()).isEqualTo(1 + asked.size());
        assertThat(finished.failedRuns()).isZero();
    }

    @Test
    void runsThatEndBeforeTheyHearOfItAreTaken() {
        Play play = new Play(requested(2, 0));
        play.tell(succeeded(BASELINE, 0.02), loss("loss-a", 1, "huber"), loss("loss-b", 2, "mae"));
        play.tell(analyzedAndChecked("loss-a", "loss-b"));
        play.tell(CANCEL, succeeded(EXPERIMENT + "-loss-a", 0.01), cancelled(EXPERIMENT + "-loss-b"));

        assertThat(play.reported().bestRunId()).isEqualTo(EXPERIMENT + "-loss-a");
    }

    @Test
    void oneWithoutARunThatGoesOnEndsAtOnce() {
        Play play = new Play(requested(2, 0));
        play.tell(succeeded(BASELINE, 0.02), loss("loss-a", 1, "huber"), CANCEL);

        assertThat(play.told()).isEmpty();
        assertThat(((Reporting) play.now()).rounds().getFirst().candidates()).hasSize(1);
        assertThat(play.reported().status()).isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    void toldTwiceOrOfAnotherExperimentItChangesNothing() {
        Play play = new Play(requested(2, 0));
        play.tell(new ExperimentCancelRequested("another", ""));
        assertThat(play.told()).isEmpty();

        play.tell(CANCEL, new ExperimentCancelRequested(EXPERIMENT, "once more"));
        assertThat(play.told()).containsExactly(new JobCancelRequested(BASELINE, "its campaign was cancelled: enough"));

        play.tell(cancelled(BASELINE));
        play.reported();
        play.tell(CANCEL);
        assertThat(play.now()).isEqualTo(new Finished(EXPERIMENT));
        assertThat(play.told()).hasSize(1);
    }

    /** Two rungs of four losses, of which the better two climb; three seeds of the winner. */
    private static CampaignRequested twoRounds() {
        CampaignSpec spec = new CampaignSpec(
                "spectral", baseline(), 4, 0, 0, 2, 2, new Halving(2, 6), new Confirmation(3, 1, 0.05), null, null);
        return new CampaignRequested(EXPERIMENT, spec);
    }

    /** Answers as many runs as given. @return those that go on then */
    private static List<String> play(Play play, int over) {
        List<String> open = new ArrayList<>(List.of(BASELINE));
        int seen = 0;
        for (int i = 0; i < over; i++) {
            String run = open.removeFirst();
            play.tell(succeeded(run, run.contains("loss-1") ? 0.01 : 0.02 + 0.001 * i));
            if (run.endsWith("baseline")) {
                for (int rank = 1; rank <= 4; rank++) {
                    play.tell(new LossProposed(
                            "loss-" + rank, EXPERIMENT, run, rank, "Loss " + rank, "huber", List.of("x"), "lower"));
                }
                play.tell(analyzed(run));
                for (int rank = 1; rank <= 4; rank++) {
                    play.tell(new ProposalChecked("loss-" + rank, EXPERIMENT, run, true, null));
                }
            }
            List<String> all = ids(play.jobs());
            open.addAll(all.subList(seen, all.size()));
            seen = all.size();
        }
        return open;
    }

    private static List<String> ids(List<? extends Event> jobs) {
        return jobs.stream().map(job -> ((JobRequested) job).jobId()).toList();
    }
}
