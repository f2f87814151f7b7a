package io.epochline.compute.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.epochline.compute.engine.Execution.Stepping;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.loss.Loss;
import io.epochline.compute.network.Network;
import io.epochline.compute.optim.Clipping;
import io.epochline.compute.optim.Optimizer;
import io.epochline.compute.runtime.Buffers;
import io.epochline.compute.runtime.Device;
import io.epochline.compute.runtime.Precision;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Training in f16, which a processor computes too, with casts. */
class PrecisionTest {

    private static final int BATCH = 4;
    private static final Network CNN = Network.parse("""
            {name: cnn, layers: [{conv: {filters: 4, stride: 2}}, relu, {conv: 3}, tanh, flatten, {dense: 8}, tanh, {dense: 2}]}
            """);
    private static final Network LINE = Network.parse("{name: line, layers: [{dense: 1}]}");

    @ParameterizedTest
    @EnumSource(Stepping.class)
    void halfPrecisionTrainsAlmostAsFullPrecisionDoes(Stepping stepping) {
        SplittableRandom random = new SplittableRandom(1);
        FloatBuffer x = uniform(BATCH * 64, random, 1);
        FloatBuffer target = uniform(BATCH * 2, random, 1);
        try (TrainingEngine full = open(CNN, Shape.of(1, 8, 8), Precision.F32, stepping);
                TrainingEngine half = open(CNN, Shape.of(1, 8, 8), Precision.F16, stepping)) {
            double first = full.step(x, target, BATCH).loss();
            assertThat(half.step(x, target, BATCH).loss()).isNotEqualTo(first).isCloseTo(first, within(0.01 * first));
            StepResult expected = null;
            StepResult found = null;
            for (int step = 0; step < 15; step++) {
                expected = full.step(x, target, BATCH);
                found = half.step(x, target, BATCH);
            }
            assertThat(expected.loss()).isLessThan(0.8 * first);
            assertThat(found.loss()).isCloseTo(expected.loss(), within(0.01 * first));
        }
    }

    /** Each gradient is about 1e-7, half of which f16 rounds to 0 and the other half to twice as much. */
    @ParameterizedTest
    @EnumSource(Stepping.class)
    void smallGradientsDoNotVanish(Stepping stepping) {
        FloatBuffer x = Buffers.of(1e-4f, -2e-4f);
        FloatBuffer target = Buffers.of(1e-4f);
        try (TrainingEngine full = open(LINE, Shape.of(2), Precision.F32, stepping);
                TrainingEngine half = open(LINE, Shape.of(2), Precision.F16, stepping)) {
            EngineState start = full.snapshot().withParameters(new float[] {0.5f, 0.25f, 0}, new float[0]);
            full.restore(start);
            half.restore(start);
            half.restore(new EngineState(
                    start.theta(), start.modelState(), half.snapshot().optimizerState(), 0, 0.05, 65_536));
            double norm = full.step(x, target, 1).gradNorm();

            assertThat(half.step(x, target, 1).gradNorm()).isCloseTo(norm, within(0.01 * norm));
        }
    }

    @ParameterizedTest
    @EnumSource(Stepping.class)
    void aGradientThatOverflowsIsTriedAgainAtASmallerScale(Stepping stepping) {
        FloatBuffer x = Buffers.floats(3 * 2);
        FloatBuffer target = Buffers.of(0, -20_000, 0);
        x.put(2, 1);
        try (TrainingEngine half = open(LINE, Shape.of(2), Precision.F16, stepping)) {
            List<StepResult> steps = half.steps(x, target, 1, 0, 0, 0);

            assertThat(steps).hasSize(3).allMatch(StepResult::isFinite);
            assertThat(steps.get(1).gradNorm()).isGreaterThan(50_000);
            assertThat(half.snapshot().lossScale()).isEqualTo(1);
            assertThat(half.steps()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource(Stepping.class)
    void aLossThatIsNotFiniteIsRefusedAndLeavesTheScaleAlone(Stepping stepping) {
        try (TrainingEngine half = open(LINE, Shape.of(2), Precision.F16, stepping)) {
            StepResult refused = half.step(Buffers.of(Float.NaN, 0), Buffers.of(0f), 1);

            assertThat(refused.isFinite()).isFalse();
            assertThat(half.snapshot().lossScale()).isEqualTo(65_536);
            assertThat(half.steps()).isZero();
        }
    }

    @Test
    void theScaleIsDoubledEveryTwoThousandSteps() {
        LossScale scale = new LossScale(true);
        scale.restore(1024);
        for (long step = 1; step < 2000; step++) {
            scale.taken(step);
        }
        assertThat(scale.value()).isEqualTo(1024);
        scale.taken(2000);
        assertThat(scale.value()).isEqualTo(2048);
    }

    private static TrainingEngine open(Network network, Shape input, Precision precision, Stepping stepping) {
        return OnnxTrainingEngine.open(new EngineSpec(
                network,
                Loss.parse("mse"),
                Loss.parse("mse"),
                new Optimizer.Sgd(0.05, 0.5),
                Clipping.NONE,
                input,
                network.outputShape(input),
                3,
                new Execution(Device.CPU, precision, stepping)));
    }

    private static FloatBuffer uniform(int size, SplittableRandom random, double bound) {
        FloatBuffer values = Buffers.floats(size);
        for (int i = 0; i < size; i++) {
            values.put(i, (float) random.nextDouble(-bound, bound));
        }
        return values;
    }
}
