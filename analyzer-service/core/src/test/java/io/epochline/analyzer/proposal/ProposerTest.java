package io.epochline.analyzer.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.epochline.analyzer.diagnosis.Diagnosis;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.loss.Head;
import io.epochline.compute.loss.Loss;
import io.epochline.compute.loss.Losses;
import io.epochline.compute.network.Network;
import io.epochline.events.RunMetrics;
import io.epochline.events.Symptom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProposerTest {

    private static final CurrentSetup SPECTRAL =
            new CurrentSetup(TextNode.valueOf("cnn_small"), "mse", Shape.of(1, 128, 128), Shape.of(2, 2, 30));

    @Test
    void withoutEvidenceAllOfTheFiveLossesAreStillThere() {
        assertThat(losses(Proposer.propose(diagnosis(), SPECTRAL)))
                .extracting(Proposal::name)
                .containsExactlyInAnyOrder(
                        "HuberPearson", "SmoothnessMSE", "QuantileRobust", "WassersteinSpectral", "MultiScaleSpectral");
    }

    @ParameterizedTest
    @CsvSource({
        "heavy_tails, loss-huber-pearson",
        "rough_predictions, loss-smoothness-mse",
        "skewed_errors, loss-quantile",
        "shifted_mass, loss-wasserstein-spectral",
        "coarse_errors, loss-multi-scale-spectral",
        "overfitting, model-regularized-cnn",
        "plateau, model-dense-residual-cnn",
        "periodic_errors, model-spectral-aware-cnn"
    })
    void theRemedyOfASymptomIsAmongTheFirstThree(String symptom, String expected) {
        assertThat(Proposer.propose(diagnosis(symptom), SPECTRAL).subList(0, 3))
                .filteredOn(proposal -> proposal.id().equals(expected))
                .singleElement()
                .satisfies(proposal -> assertThat(proposal.evidence().getFirst())
                        .startsWith(symptom.replace('_', ' '))
                        .contains("seen " + symptom));
    }

    @ParameterizedTest
    @CsvSource({
        "overfitting, RegularizedCNN",
        "plateau, DenseResidualCNN",
        "coarse_errors, MultiHeadChannelAttention",
        "shifted_mass, LocalTransformerCNN",
        "periodic_errors, SpectralAwareCNN"
    })
    void eachOfTheFiveModelsHasEvidenceThatPutsItBeforeTheOthers(String symptom, String expected) {
        assertThat(Proposer.propose(diagnosis(symptom), SPECTRAL))
                .filteredOn(proposal -> proposal.change() instanceof Change.NewModel)
                .first()
                .extracting(Proposal::name)
                .isEqualTo(expected);
    }

    @Test
    void theListIsTheSameWhateverTheRunShows() {
        List<Proposal> listed = Proposer.listed(diagnosis("overfitting"), SPECTRAL, Ledger.EMPTY, 0);

        assertThat(listed.stream().map(Proposal::name).limit(10))
                .containsExactly(
                        "HuberPearson",
                        "SmoothnessMSE",
                        "QuantileRobust",
                        "WassersteinSpectral",
                        "MultiScaleSpectral",
                        "RegularizedCNN",
                        "DenseResidualCNN",
                        "MultiHeadChannelAttention",
                        "LocalTransformerCNN",
                        "SpectralAwareCNN");
        assertThat(Proposer.listed(diagnosis("heavy_tails"), SPECTRAL, Ledger.EMPTY, 1))
                .extracting(Proposal::change)
                .isEqualTo(listed.stream().map(Proposal::change).toList());
    }

    @Test
    void whatIsDrawnDependsOnTheSeedAndHoldsWhatNoSymptomCallsFor() {
        List<Proposal> drawn = Proposer.drawn(diagnosis(), SPECTRAL, Ledger.EMPTY, 1);

        assertThat(Proposer.drawn(diagnosis(), SPECTRAL, Ledger.EMPTY, 1)).isEqualTo(drawn);
        assertThat(Proposer.drawn(diagnosis(), SPECTRAL, Ledger.EMPTY, 2))
                .extracting(Proposal::name)
                .isNotEqualTo(drawn.stream().map(Proposal::name).toList());
        assertThat(losses(drawn)).extracting(Proposal::name).anyMatch(name -> name.contains(" + "));
    }

    @Test
    void ranksCountFromOneAndIdsAreUnique() {
        List<Proposal> proposals = Proposer.propose(diagnosis("plateau"), SPECTRAL);
        assertThat(proposals.stream().map(Proposal::rank).toList())
                .isEqualTo(IntStream.rangeClosed(1, proposals.size()).boxed().toList());
        assertThat(proposals.stream().map(Proposal::id)).doesNotHaveDuplicates();
    }

    @Test
    void theSameEvidenceGivesTheSameProposals() {
        assertThat(Proposer.propose(diagnosis("plateau", "bias"), SPECTRAL))
                .isEqualTo(Proposer.propose(diagnosis("plateau", "bias"), SPECTRAL));
    }

    @Test
    void whatTheRunUsedIsNotProposed() {
        CurrentSetup setup = new CurrentSetup(
                TextNode.valueOf("RegularizedCNN"),
                "0.8*huber(delta=1.0) + 0.2*(1 - pearson())",
                Shape.of(1, 128, 128),
                Shape.of(2, 2, 30));
        assertThat(Proposer.propose(diagnosis("overfitting", "heavy_tails"), setup))
                .extracting(Proposal::name)
                .doesNotContain("RegularizedCNN", "HuberPearson")
                .contains("SmoothnessMSE", "DenseResidualCNN");
    }

    @ParameterizedTest
    @CsvSource({"1 128 128, 2 2 30", "1 64 64, 2 2 12", "1 8 8, 10", "10, 1", "1540, 1"})
    void everyProposalBuildsForTheTask(String input, String target) {
        Shape inputShape = shape(input);
        Shape targetShape = shape(target);
        List<Proposal> proposals =
                Proposer.propose(diagnosis("overfitting"), new CurrentSetup(null, "mae", inputShape, targetShape));
        assertThat(proposals).isNotEmpty();
        for (Proposal proposal : proposals) {
            if (proposal.change() instanceof Change.NewModel(JsonNode model)) {
                assertThat(Network.parse(model).outputShape(inputShape))
                        .as(proposal.name())
                        .isEqualTo(targetShape);
            }
        }
    }

    @Test
    void lossesThatNeedAnAxisAreRejectedForScalars() {
        CurrentSetup scalar = new CurrentSetup(null, "mse", Shape.of(10), Shape.of(1));
        assertThat(losses(Proposer.propose(diagnosis(), scalar)))
                .extracting(Proposal::name)
                .contains("QuantileRobust")
                .doesNotContain("HuberPearson", "SmoothnessMSE", "WassersteinSpectral");
    }

    @Test
    void classifiersGetLossesForClasses() {
        CurrentSetup digits = new CurrentSetup(null, "cross_entropy", Shape.of(1, 8, 8), Shape.of(10));
        assertThat(losses(Proposer.propose(diagnosis("overfitting"), digits)))
                .extracting(Proposal::name)
                .startsWith("LabelSmoothing")
                .doesNotContain("HuberPearson", "SmoothnessMSE");
    }

    @ParameterizedTest
    @CsvSource({
        "gaussian_nll, 2, 4, GaussianNLL HuberGaussian Phase1Score",
        "mse(mu), 2 2 30, 4 2 30, GaussianNLL HuberGaussian Phase1Score",
        "bradley_terry, 1, 2, BradleyTerry MarginRanking",
        "'cross_entropy(pred, labels)', 1, 10, ''",
        "gaussian_kl, 4, 4, ''",
    })
    void proposalsTakePredictionsForWhatTheyAre(String loss, String target, String prediction, String names) {
        Head head = Loss.parse(loss).head();
        String current = "{name: current, layers: [flatten, {dense: %d}, {reshape: %s}]}"
                .formatted(shape(prediction).size(), shape(prediction));
        CurrentSetup setup =
                new CurrentSetup(Network.parse(current).document(), loss, Shape.of(1, 64, 64), shape(target));

        List<Proposal> proposals = Proposer.propose(diagnosis("overfitting"), setup);

        assertThat(losses(proposals))
                .allSatisfy(proposal -> assertThat(Loss.parse(((Change.NewLoss) proposal.change()).expression())
                                .head())
                        .isEqualTo(head));
        assertThat(Arrays.stream(names.split(" ")).filter(name -> !name.isEmpty()))
                .as("but for the loss that was used")
                .filteredOn(name -> losses(proposals).stream()
                        .noneMatch(other -> other.name().equals(name)))
                .hasSizeLessThanOrEqualTo(1);
        assertThat(models(proposals))
                .hasSizeGreaterThanOrEqualTo(head == Head.PAIR ? 0 : 3)
                .allSatisfy(model -> assertThat(Network.parse(model).outputShape(setup.inputShape()))
                        .isEqualTo(shape(prediction)));
    }

    @Test
    void networksMadeForParticularShapesAreNotProposedBlindly() {
        assertThat(Proposer.propose(diagnosis(), CurrentSetup.UNKNOWN))
                .extracting(Proposal::name)
                .contains("RegularizedCNN")
                .doesNotContain("ranker_mlp", "digits_cnn", "mlp");
    }

    @Test
    void everyRemedyNamesSomethingThatExists() {
        assertThat(Network.names())
                .containsAll(Remedies.KNOWN.models().stream()
                        .map(Remedies.Remedy::name)
                        .toList());
        assertThat(Remedies.KNOWN.losses()).allSatisfy(remedy -> assertThat(remedy.expression() != null
                        || Losses.find(remedy.name()).isPresent())
                .isTrue());
    }

    private static List<Proposal> losses(List<Proposal> proposals) {
        return proposals.stream()
                .filter(proposal -> proposal.change() instanceof Change.NewLoss)
                .toList();
    }

    private static List<JsonNode> models(List<Proposal> proposals) {
        return proposals.stream()
                .flatMap(proposal -> proposal.change() instanceof Change.NewModel(JsonNode model)
                        ? Stream.of(model)
                        : Stream.empty())
                .toList();
    }

    private static Diagnosis diagnosis(String... symptoms) {
        return new Diagnosis(
                new RunMetrics(null, null, null, null, null),
                Arrays.stream(symptoms)
                        .map(id -> new Symptom(id, "severe", List.of("seen " + id)))
                        .toList());
    }

    private static Shape shape(String dims) {
        return Shape.of(
                Arrays.stream(dims.split(" ")).mapToInt(Integer::parseInt).toArray());
    }
}
