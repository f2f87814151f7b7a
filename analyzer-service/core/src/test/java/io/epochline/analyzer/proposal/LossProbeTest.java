package io.epochline.analyzer.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.compute.ir.Shape;
import io.epochline.compute.loss.Head;
import io.epochline.compute.loss.Loss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LossProbeTest {

    private static final Shape SPECTRA = Shape.of(2, 2, 30);

    @ParameterizedTest
    @ValueSource(strings = {"mse", "mae", "huber(delta=0.1)", "HuberPearson", "SmoothnessMSE", "MultiScaleSpectral"})
    void lossesThatAreLowestAtTheTargetAreAccepted(String loss) {
        assertThat(curves().refuse(Loss.parse(loss))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "tv(pred), lower away from the target",
        "mean(square(pred - 0.5*target)), lower away from the target",
        "1/(0.001 + mse), lower away from the target",
        "mean(log(pred - 100)), not finite",
        "mean(abs(pred - target)) - mse, lower away from the target",
    })
    void lossesThatAreNotAreRefused(String loss, String why) {
        assertThat(curves().refuse(Loss.parse(loss)))
                .hasValueSatisfying(reason -> assertThat(reason).contains(why));
    }

    @Test
    void aLossThatTrainsLikeAnotherIsRefused() {
        LossProbe probe = curves();
        assertThat(probe.refuse(Loss.parse("mse"))).isEmpty();
        assertThat(probe.refuse(Loss.parse("3*mse"))).hasValue("its gradient is that of another loss");
        assertThat(probe.refuse(Loss.parse("huber(delta=1000)"))).hasValue("its gradient is that of another loss");
        assertThat(probe.refuse(Loss.parse("huber(delta=0.1)"))).isEmpty();
        assertThat(probe.refuse(Loss.parse("0.7*mse + 0.3*(1 - pearson)"))).isEmpty();
    }

    @Test
    void aLossThatDoesNotFitTheShapeIsRefusedInItsOwnWords() {
        LossProbe scalars = new LossProbe(ProbeBatch.of(Head.VALUES, Shape.of(1), false, 0.1));
        assertThat(scalars.refuse(Loss.parse("1 - pearson"))).isPresent();
        assertThat(scalars.refuse(Loss.parse("gaussian_nll"))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "gaussian_nll, GAUSSIAN, 3",
        "gaussian_nll + 0.5*huber(mu), GAUSSIAN, 3",
        "gaussian_kl, GAUSSIAN_TARGET, 4",
        "bradley_terry, PAIR, 1",
        "margin, PAIR, 1",
        "'cross_entropy(pred, labels)', LABELS, 1",
    })
    void lossesOfEveryHeadAreTried(String loss, Head head, int size) {
        LossProbe probe = new LossProbe(ProbeBatch.of(head, Shape.of(size), false, 0.1));
        assertThat(probe.refuse(Loss.parse(loss))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross_entropy", "cross_entropy(label_smoothing=0.1)", "softmax_focal(gamma=2)"})
    void classesAreTriedAsClasses(String loss) {
        LossProbe probe = new LossProbe(ProbeBatch.of(Head.VALUES, Shape.of(10), true, 0.1));
        assertThat(probe.refuse(Loss.parse(loss))).isEmpty();
    }

    private static LossProbe curves() {
        return new LossProbe(ProbeBatch.of(Head.VALUES, SPECTRA, false, 0.1));
    }
}
