package io.epochline.compute.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.epochline.compute.ir.Shape;
import io.epochline.compute.loss.Gaussian;
import io.epochline.compute.loss.Loss;
import io.epochline.compute.network.Network;
import io.epochline.compute.optim.Optimizer;
import io.epochline.compute.runtime.Buffers;
import io.epochline.compute.runtime.Device;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Training where predictions have another shape than targets. */
class HeadTrainingTest {

    private static final int BATCH = 64;

    private final SplittableRandom random = new SplittableRandom(4);
    private final FloatBuffer x = Buffers.floats(2 * BATCH);
    private final FloatBuffer target = Buffers.floats(BATCH);

    /** y = 2a + noise, of deviation 0.1 where b is 0 and 0.5 where b is 1. */
    @Test
    void aSigmaHeadLearnsTheMeanAndHowSureItIs() {
        try (TrainingEngine engine = open("{name: noisy, layers: [{dense: 2}]}", "gaussian_nll", "mse(mu)")) {
            for (int step = 0; step < 600; step++) {
                for (int row = 0; row < BATCH; row++) {
                    float a = (float) random.nextDouble(-1, 1);
                    x.put(2 * row, a).put(2 * row + 1, row % 2);
                    target.put(row, (float) (2 * a + (row % 2 == 0 ? 0.1 : 0.5) * random.nextGaussian()));
                }
                engine.step(x, target, BATCH);
            }
            FloatBuffer predictions = Buffers.floats(2 * 2);
            double error = engine.evaluate(Buffers.of(0.5f, 0, 0.5f, 1), Buffers.of(1f, 1f), 2, predictions);

            assertThat(error).isLessThan(0.01);
            assertThat(Gaussian.sigma(predictions.get(1))).isCloseTo(0.1, within(0.03));
            assertThat(Gaussian.sigma(predictions.get(3))).isCloseTo(0.5, within(0.15));
        }
    }

    /** Of two items, each one feature, people prefer the first with probability sigmoid(3·(a − b)). */
    @Test
    void aScorerOfPairsFindsWhatPeoplePrefer() {
        String scorer = "{name: scorer, layers: [{reshape: [2, 1]}, {dense: {units: 1, bias: false}}, flatten]}";
        try (TrainingEngine engine = open(scorer, "bradley_terry", "bradley_terry")) {
            for (int step = 0; step < 600; step++) {
                for (int row = 0; row < BATCH; row++) {
                    double a = random.nextDouble(-1, 1);
                    double b = random.nextDouble(-1, 1);
                    x.put(2 * row, (float) a).put(2 * row + 1, (float) b);
                    target.put(row, random.nextDouble() < 1 / (1 + Math.exp(-3 * (a - b))) ? 1 : 0);
                }
                engine.step(x, target, BATCH);
            }
            assertThat(engine.theta().get(0)).isCloseTo(3f, within(0.4f));
        }
    }

    @Test
    void classIndicesTrainAClassifier() {
        try (TrainingEngine engine = open(
                "{name: signs, layers: [{dense: 3}]}", "cross_entropy(pred, labels)", "softmax_focal(pred, labels)")) {
            double loss = Double.NaN;
            for (int step = 0; step < 300; step++) {
                for (int row = 0; row < BATCH; row++) {
                    int label = row % 3;
                    x.put(2 * row, label == 0 ? 1 : -1).put(2 * row + 1, label == 1 ? 1 : -1);
                    target.put(row, label);
                }
                loss = engine.step(x, target, BATCH).loss();
            }
            assertThat(loss).isLessThan(0.05);
            target.put(0, 3);
            assertThat(engine.step(x, target, BATCH).isFinite()).isFalse();
        }
    }

    @Test
    void predictionsAndObjectivesThatDoNotFitTheLossAreRefused() {
        assertThatThrownBy(() -> open("{name: short, layers: [{dense: 1}]}", "gaussian_nll", "gaussian_nll"))
                .hasMessage("network: expected a prediction [2] for targets [1], found [1]. gaussian_nll() takes"
                        + " means first, then as many raw sigmas. Maybe the last layer has another number of outputs.");
        assertThatThrownBy(() -> open("{name: noisy, layers: [{dense: 2}]}", "gaussian_nll", "mse"))
                .hasMessage("objective: expected one that takes means first, then as many raw sigmas, as the loss"
                        + " gaussian_nll() does, found mse(), which takes values, as many as the target.");
    }

    private static TrainingEngine open(String network, String loss, String objective) {
        return OnnxTrainingEngine.open(new EngineSpec(
                Network.parse(network),
                Loss.parse(loss),
                Loss.parse(objective),
                new Optimizer.Adam(0.03),
                Shape.of(2),
                Shape.of(1),
                1,
                Device.CPU));
    }
}
