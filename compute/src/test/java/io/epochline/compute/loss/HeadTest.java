package io.epochline.compute.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.ValueType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadTest {
    @ParameterizedTest
    @CsvSource({
        "mse, VALUES",
        "mean(square(pred)), VALUES",
        "'cross_entropy(pred, labels) + 0.01*mean(square(pred))', LABELS",
        "gaussian_nll + 0.5*Phase1Score, GAUSSIAN",
        "mse(mu), GAUSSIAN",
        "gaussian_kl, GAUSSIAN_TARGET",
        "'mse(mu, target_mu)', GAUSSIAN_TARGET",
        "bradley_terry + margin, PAIR",
    })
    void whatALossReadsDecidesWhatItTakesAPredictionFor(String text, Head head) {
        assertThat(Loss.parse(text).head()).isEqualTo(head);
    }

    @Test
    void partsAreHalvesOfAnExamplesFirstAxis() {
        Shape target = Shape.of(2, 2, 30);

        assertThat(Head.VALUES.prediction(target)).contains(target);
        assertThat(Head.GAUSSIAN.prediction(target)).contains(Shape.of(4, 2, 30));
        assertThat(Head.PAIR.prediction(Shape.SCALAR)).contains(Shape.of(2));
        assertThat(Head.GAUSSIAN_TARGET.prediction(target)).contains(target);
        assertThat(Head.GAUSSIAN_TARGET.prediction(Shape.of(3))).isEmpty();
    }

    @Test
    void aPredictionTellsTheTargetThatItIsMadeFor() {
        assertThat(Head.VALUES.target(Shape.of(4, 30))).contains(Shape.of(4, 30));
        assertThat(Head.LABELS.target(Shape.of(10))).contains(Shape.of(1));
        assertThat(Head.GAUSSIAN.target(Shape.of(4, 30))).contains(Shape.of(2, 30));
        assertThat(Head.GAUSSIAN_TARGET.target(Shape.of(4))).contains(Shape.of(4));
        assertThat(Head.PAIR.target(Shape.of(2))).contains(Shape.of(1));
        assertThat(Head.PAIR.target(Shape.of(3))).isEmpty();
        assertThat(Head.LABELS.target(Shape.SCALAR)).isEmpty();
    }

    @Test
    void labelsTakeAnyNumberOfClasses() {
        assertThat(Head.LABELS.accepts(Shape.of(10), Shape.of(1))).isTrue();
        assertThat(Head.LABELS.accepts(Shape.of(10), Shape.SCALAR)).isTrue();
        assertThat(Head.LABELS.accepts(Shape.of(64, 5), Shape.of(64, 1))).isTrue();
        assertThat(Head.LABELS.accepts(Shape.of(1), Shape.of(1))).isFalse();
        assertThat(Head.LABELS.accepts(Shape.of(10), Shape.of(10))).isFalse();
        assertThat(Head.LABELS.accepts(Shape.of(32, 5), Shape.of(64, 1))).isFalse();
    }

    @Test
    void aPredictionIsReadAsMeansThenSigmas() {
        Tensor prediction = Tensor.of(Shape.of(2, 4), 1, 2, -1, 3, 5, 6, 0.5, 50);
        Tensor target = Tensor.of(Shape.of(2, 2), 0, 0, 0, 0);

        assertThat(TestingLosses.loss("mean(mu)", prediction, target)).isEqualTo(3.5);
        double sigmas = Gaussian.sigma(-1) + Gaussian.sigma(3) + Gaussian.sigma(0.5) + Gaussian.sigma(50);
        assertThat(TestingLosses.loss("mean(sigma)", prediction, target)).isCloseTo(sigmas / 4, within(1e-12));
        assertThat(Gaussian.sigma(50)).isCloseTo(50.001, within(1e-9));
        assertThat(Gaussian.sigma(-1e4)).isEqualTo(1e-3);
    }

    @Test
    void aPairIsReadAsTheScoreOfTheFirstThenOfTheSecond() {
        Tensor scores = Tensor.of(Shape.of(2, 2), 3, 1, 10, 20);

        assertThat(TestingLosses.loss("mean(first - second) + 0*mean(target)", scores, Tensor.of(Shape.of(2), 1, 0)))
                .isEqualTo(-4);
    }

    @Test
    void labelsBecomeOneHotAndWhatIsNoClassIsNoNumber() {
        Tensor logits = Tensor.of(Shape.of(2, 3), 0.1, 0.2, 0.3, -1, 0, 2);
        double oneHot = TestingLosses.loss("cross_entropy", logits, Tensor.of(Shape.of(2, 3), 0, 0, 1, 1, 0, 0));

        assertThat(TestingLosses.loss("cross_entropy(pred, labels)", logits, Tensor.of(Shape.of(2, 1), 2, 0)))
                .isEqualTo(oneHot);
        assertThat(TestingLosses.loss("cross_entropy(pred, labels)", logits, Tensor.of(Shape.of(2), 3, 0)))
                .isNaN();
        assertThat(TestingLosses.loss("cross_entropy(pred, labels)", logits, Tensor.of(Shape.of(2), 0.5, 0)))
                .isNaN();
    }

    @Test
    void inputsThatNoPredictionHasTogetherAreRefusedWhereTheyAreRead() {
        assertThatThrownBy(() -> Loss.parse("gaussian_nll + 0.1*tv"))
                .hasMessage("tv at column 20 reads pred, but the loss has read mu and sigma and target before."
                        + " One prediction and target have only: pred, target; pred, labels; mu, sigma, target;"
                        + " mu, sigma, target_mu, target_sigma; first, second, target\n"
                        + "  gaussian_nll + 0.1*tv\n"
                        + "                     ^^");
        assertThatThrownBy(() -> Loss.parse("bradley_terry + mse(mu)"))
                .hasMessageStartingWith("mu at column 21 reads mu, but the loss has read first and second and target");
        assertThatThrownBy(() -> Loss.parse("HuberPearson + GaussianNLL"))
                .hasMessageStartingWith("GaussianNLL at column 16 reads mu and sigma and target, but");
        assertThatThrownBy(() -> Loss.parse("mean(log(target_sigma))"))
                .hasMessageEndingWith("does not depend on the prediction. Add a term such as mse");
    }

    @Test
    void aPredictionOfAnotherShapeIsToldWhatWasExpected() {
        assertThatThrownBy(() -> apply("gaussian_nll", ValueType.f32(8, 2), ValueType.f32(8, 2)))
                .hasMessage("the prediction is f32[8, 2] and the target is f32[8, 2], but gaussian_nll() needs"
                        + " means first, then as many raw sigmas: a prediction f32[8, 4]");
        assertThatThrownBy(() -> apply("cross_entropy(pred, labels)", ValueType.f32(8, 10), ValueType.f32(8, 10)))
                .hasMessageContaining("needs logits, one for each class, beside targets of one class index");
        assertThatThrownBy(() -> apply("bradley_terry", ValueType.f32(4, 2), ValueType.f32(8, 1)))
                .hasMessageContaining("a prediction f32[8, 2]");
    }

    private static void apply(String text, ValueType prediction, ValueType target) {
        GraphBuilder g = new GraphBuilder();
        Loss.parse(text).apply(g, g.input("prediction", prediction), g.input("target", target));
    }
}
