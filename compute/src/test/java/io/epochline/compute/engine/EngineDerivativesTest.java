package io.epochline.compute.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.epochline.compute.curvature.LinearOperator;
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
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an engine tells of the slope and the curvature of a batch's loss. */
class EngineDerivativesTest {

    private static final int BATCH = 4;
    private static final Network LINEAR = Network.parse("{name: linear, layers: [{dense: 1}]}");
    private static final Network MLP =
            Network.parse("{name: mlp, layers: [{dense: 8}, tanh, {dropout: 0.3}, {dense: 1}]}");
    private static final Network CNN = Network.parse("""
            {name: cnn, layers: [{reshape: [1, 2, 3]}, {conv: {filters: 3}}, batch_norm, silu, {max_pool: 2}, flatten,
             {dense: 1}]}
            """);

    private final FloatBuffer x = uniform(BATCH * 6);
    private final FloatBuffer target = uniform(BATCH);

    @ParameterizedTest
    @EnumSource(Stepping.class)
    void aStepThatTellsItsGradientIsTheSameStep(Stepping stepping) {
        try (TrainingEngine telling = open(MLP, stepping);
                TrainingEngine silent = open(MLP, stepping)) {
            FloatBuffer gradient = Buffers.floats(telling.indexMap().size());
            for (int step = 0; step < 5; step++) {
                StepResult told = telling.step(x, target, BATCH, gradient);

                assertThat(told).isEqualTo(silent.step(x, target, BATCH));
                assertThat(norm(gradient)).isCloseTo(told.gradNorm(), within(1e-6 * told.gradNorm()));
            }
            assertThat(telling.snapshot().theta()).isEqualTo(silent.snapshot().theta());
        }
    }

    @Test
    void bothWaysTellTheSameGradient() {
        try (TrainingEngine fused = open(CNN, Stepping.FUSED);
                TrainingEngine scan = open(CNN, Stepping.SCAN)) {
            FloatBuffer expected = Buffers.floats(fused.indexMap().size());
            FloatBuffer found = Buffers.floats(fused.indexMap().size());
            fused.step(x, target, BATCH, expected);
            scan.step(x, target, BATCH, found);

            assertThat(found).isEqualTo(expected);
        }
    }

    @Test
    void theHessianOfALinearModelIsThatOfLeastSquares() {
        try (TrainingEngine engine = open(LINEAR, Stepping.FUSED)) {
            LinearOperator hessian = engine.hessian(x, target, BATCH);
            double[] vector = {1, -2, 0.5, 3, 0.25, -1, 2};
            double[] expected = new double[7];
            for (int row = 0; row < BATCH; row++) {
                double[] extended = new double[7];
                double product = 0;
                for (int i = 0; i < 7; i++) {
                    extended[i] = i < 6 ? x.get(6 * row + i) : 1;
                    product += extended[i] * vector[i];
                }
                for (int i = 0; i < 7; i++) {
                    expected[i] += 2.0 / BATCH * extended[i] * product;
                }
            }

            assertThat(engine.indexMap().entries())
                    .extracting(IndexMap.Entry::offset)
                    .containsExactly(0, 6);
            assertThat(hessian.apply(vector)).containsExactly(expected, within(1e-5));
        }
    }

    @Test
    void theHessianIsHowTheGradientChanges() {
        double step = 1e-2;
        for (Network network : new Network[] {MLP, CNN}) {
            try (TrainingEngine engine = open(network, Stepping.FUSED)) {
                double[] vector = direction(engine.indexMap().size());
                double[] found = engine.hessian(x, target, BATCH).apply(vector);
                float[] ahead = gradientAt(engine, vector, step);
                float[] behind = gradientAt(engine, vector, -step);

                double difference = 0;
                double size = 0;
                for (int i = 0; i < found.length; i++) {
                    difference += Math.pow(found[i] - (ahead[i] - behind[i]) / (2 * step), 2);
                    size += found[i] * found[i];
                }
                assertThat(size).isPositive();
                assertThat(Math.sqrt(difference / size)).as(network.name()).isLessThan(0.02);
            }
        }
    }

    @Test
    void theGradientMustFit() {
        try (TrainingEngine engine = open(LINEAR, Stepping.FUSED)) {
            assertThatThrownBy(() -> engine.step(x, target, BATCH, Buffers.floats(6)))
                    .hasMessage("gradient: expected room for 7 floats, found 6");
        }
    }

    /** At the engine's parameters and a little along a direction, with the dropout of the same step. */
    private float[] gradientAt(TrainingEngine engine, double[] direction, double step) {
        EngineState before = engine.snapshot();
        float[] moved = before.theta().clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += (float) (step * direction[i]);
        }
        engine.restore(before.withParameters(moved, before.modelState()));
        FloatBuffer gradient = Buffers.floats(moved.length);
        engine.step(x, target, BATCH, gradient);
        engine.restore(before);
        float[] values = new float[moved.length];
        gradient.get(0, values);
        return values;
    }

    private static TrainingEngine open(Network network, Stepping stepping) {
        return OnnxTrainingEngine.open(new EngineSpec(
                network,
                Loss.parse("mse"),
                Loss.parse("mse"),
                new Optimizer.Adam(0.01),
                Clipping.byNorm(0.1),
                Shape.of(6),
                Shape.of(1),
                7,
                new Execution(Device.CPU, Precision.F32, stepping)));
    }

    private static double norm(FloatBuffer values) {
        double squares = 0;
        for (int i = 0; i < values.capacity(); i++) {
            squares += (double) values.get(i) * values.get(i);
        }
        return Math.sqrt(squares);
    }

    private static double[] direction(int size) {
        SplittableRandom random = new SplittableRandom(3);
        return random.doubles(size, -1, 1).toArray();
    }

    private static FloatBuffer uniform(int size) {
        SplittableRandom random = new SplittableRandom(size);
        FloatBuffer values = Buffers.floats(size);
        for (int i = 0; i < size; i++) {
            values.put(i, (float) random.nextDouble(-1, 1));
        }
        return values;
    }
}
