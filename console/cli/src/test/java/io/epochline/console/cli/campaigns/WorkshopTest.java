package io.epochline.console.cli.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.analyzer.campaign.Candidate;
import io.epochline.analyzer.campaign.Outcome;
import io.epochline.analyzer.campaign.Round;
import io.epochline.events.spec.CampaignSpec;
import io.epochline.events.spec.JobFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Real campaigns, small ones. */
class WorkshopTest {

    private static final Path DATA = Path.of("../../docs/examples");

    /** A learning rate so low that a higher one helps a great deal. */
    private static CampaignSpec campaign() {
        return (CampaignSpec) JobFile.read("""
                kind: campaign
                name: tiny
                losses: 0
                models: 0
                settings: 3
                confirmation: {seeds: 5, candidates: 1, alpha: 0.2}
                baseline:
                  name: baseline
                  data: {source: csv, path: diabetes.csv, target: progression}
                  model: {name: mlp, params: {width: 16}}
                  loss: mse
                  optimizer: {name: adam, lr: 0.0001}
                  epochs: 6
                  batch_size: 32
                """, "tiny");
    }

    @Test
    void aCampaignIsTrainedToItsEnd() {
        Workshop.Played played = new Workshop(DATA).play(campaign(), Strategy.EVIDENCE.source());

        assertThat(played.end().progress().spent().runs()).isEqualTo(played.runs());
        assertThat(played.end().progress().spent().epochs()).isEqualTo(played.epochs());
        assertThat(played.end().rounds()).singleElement().satisfies(round -> assertThat(round.candidates())
                .hasSize(3)
                .allSatisfy(
                        candidate -> assertThat(Round.value(candidate.result())).isPresent()));
        assertThat(Try.adopted(played.end())).isNotEmpty();
        Judgement judgement = Judgement.of(
                new Workshop(DATA),
                campaign().baseline(),
                new Outcome(played.end().progress()).job());
        assertThat(judgement.improvement()).isPositive();
        assertThat(judgement.after()).isLessThan(judgement.before());
    }

    @Test
    void theSameCampaignPlayedTwiceFindsTheSame() {
        Workshop.Played one = new Workshop(DATA).play(campaign(), Strategy.CHANCE.source());
        Workshop.Played two = new Workshop(DATA).play(campaign(), Strategy.CHANCE.source());

        assertThat(values(two)).isEqualTo(values(one)).isNotEmpty();
    }

    @Test
    void theSameJobUnderOtherNamesDiffersByItsSeedAlone() {
        Workshop.Played played = new Workshop(DATA).play(campaign(), new SameAgain());
        List<Candidate> candidates = played.end().rounds().getFirst().candidates();

        assertThat(values(played)).doesNotHaveDuplicates().hasSize(3);
        assertThat(candidates).allSatisfy(candidate -> assertThat(
                        candidate.change().on(campaign().baseline(), "baseline"))
                .usingRecursiveComparison()
                .ignoringFields("seed")
                .isEqualTo(campaign().baseline()));
    }

    private static List<Double> values(Workshop.Played played) {
        return played.end().rounds().getFirst().candidates().stream()
                .map(candidate -> Round.value(candidate.result()).orElse(Double.NaN))
                .toList();
    }
}
