package io.epochline.analyzer.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.analyzer.campaign.CampaignEvents;
import io.epochline.analyzer.proposal.Ledger.Result;
import io.epochline.analyzer.proposal.Ledger.Trial;
import io.epochline.events.Json;
import io.epochline.events.spec.TrainingJob;
import java.util.List;
import org.junit.jupiter.api.Test;

class TriedTest {

    private static final TrainingJob FIRST = CampaignEvents.baseline();
    private static final Change HUBER = new Change.NewLoss("huber");
    private static final Change MAE = new Change.NewLoss("mae");
    private static final Change CLIP = new Change.NewSettings(settings("clip_norm", 1));

    private static ObjectNode settings(String key, int value) {
        return Json.MAPPER.createObjectNode().put(key, value);
    }

    private static Tried after(TrainingJob now, Trial... trials) {
        return new Tried(new Ledger(List.of(trials)), now);
    }

    private static Trial trial(Change change, Result result) {
        return new Trial("a-family", change, FIRST, result);
    }

    @Test
    void whatDidNotHelpIsNotTriedOnAnyJob() {
        TrainingJob clipped = CLIP.on(FIRST, "clipped");
        Tried tried = after(clipped, trial(HUBER, Result.DID_NOT_HELP), trial(CLIP, Result.HELPED));

        assertThat(tried.contains(HUBER)).isTrue();
        assertThat(tried.losses()).containsExactly("huber");
    }

    @Test
    void whatHelpedOrWasLeftBehindMayBeTriedOnAnotherJobButNotOnTheSame() {
        TrainingJob clipped = CLIP.on(FIRST, "clipped");
        Trial[] trials = {trial(HUBER, Result.HELPED), trial(MAE, Result.LEFT_BEHIND), trial(CLIP, Result.HELPED)};

        assertThat(after(clipped, trials).contains(HUBER)).isFalse();
        assertThat(after(clipped, trials).contains(MAE)).isFalse();
        assertThat(after(clipped, trials).losses()).isEmpty();
        assertThat(after(FIRST, trials).contains(HUBER)).isTrue();
        assertThat(after(FIRST, trials).contains(MAE)).isTrue();
    }

    @Test
    void aChangeThatLeadsBackToATrainedJobIsKnown() {
        TrainingJob huber = HUBER.on(FIRST, "huber");
        Tried tried = after(huber, trial(HUBER, Result.HELPED), trial(MAE, Result.HELPED));

        assertThat(tried.contains(new Change.NewLoss("mse")))
                .as("the first job")
                .isTrue();
        assertThat(tried.contains(MAE)).as("replaces what the winner replaced").isTrue();
        assertThat(tried.contains(CLIP)).isFalse();
    }

    @Test
    void aStrangersChangeOfWhichNoJobComesIsKnownAllTheSame() {
        Change broken = new Change.NewSettings(settings("batch_size", 0));

        assertThat(after(FIRST, trial(broken, Result.DID_NOT_HELP)).contains(broken))
                .isTrue();
    }

    @Test
    void eachChangeIsNewOnce() {
        Tried tried = after(FIRST);

        assertThat(tried.add(HUBER)).isTrue();
        assertThat(tried.add(HUBER)).isFalse();
    }
}
