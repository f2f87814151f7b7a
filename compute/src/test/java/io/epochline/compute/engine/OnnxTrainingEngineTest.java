package io.epochline.compute.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.epochline.compute.ComputeException;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.loss.Loss;
import io.epochline.compute.network.Network;
import io.epochline.compute.optim.Clipping;
import io.epochline.compute.optim.Optimizer;
import io.epochline.compute.runtime.Buffers;
import io.epochline.compute.runtime.Device;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OnnxTrainingEngineTest {

    private static final Network LINE = Network.parse("{name: line, layers: [{dense: 1}]}");
    private static final Network IMAGES = Network.parse(
            "{name: images, layers: [{conv: {filters: 4, kernel: 3}}, relu, {max_pool: 2}, flatten, {dense: 3}]}");
    private static final Network DROPPING =
            Network.parse("{name: dropping, layers: [{dense: 8}, batch_norm, relu, {dropout: 0.5}, {dense: 2}]}");

    @Test
    void aStepOfDescentIsTheOneWorkedOutByHand() {
        try (TrainingEngine engine = open(LINE, "mse", new Optimizer.Sgd(0.1, 0), 2, 1)) {
            EngineState start = new EngineState(new float[] {1, 2, 0.5f}, new float[0], List.of(), 0, 0.1);
            engine.restore(start);
            // prediction 1*3 + 2*(-1) + 0.5 = 1.5, target 1: d mse / d prediction = 2 * 0.5 = 1
            StepResult step = engine.step(Buffers.of(3, -1), Buffers.of(1f), 1);

            assertThat(step.loss()).isCloseTo(0.25, within(1e-6));
            assertThat(step.gradNorm()).isCloseTo(Math.sqrt(9 + 1 + 1), within(1e-6));
            assertThat(step.stepNorm()).isCloseTo(0.1 * Math.sqrt(11), within(1e-6));
            assertThat(values(engine.theta()))
                    .usingComparatorWithPrecision(1e-6f)
                    .containsExactly(0.7f, 2.1f, 0.4f);
        }
    }

    @Test
    void clippingBoundsTheStepButNotTheNormThatIsTold() {
        Loss mse = Loss.parse("mse");
        Optimizer sgd = new Optimizer.Sgd(0.1, 0);
        Shape target = Shape.of(1);
        EngineSpec spec = new EngineSpec(
                LINE, mse, mse, sgd, Clipping.byNorm(0.5), Shape.of(2), target, 1, Execution.on(Device.CPU));
        try (TrainingEngine engine = OnnxTrainingEngine.open(spec)) {
            engine.restore(new EngineState(new float[] {1, 2, 0.5f}, new float[0], List.of(), 0, 0.1));
            StepResult step = engine.step(Buffers.of(3, -1), Buffers.of(1f), 1);

            assertThat(step.gradNorm()).isCloseTo(Math.sqrt(11), within(1e-6));
            assertThat(step.stepNorm()).isCloseTo(0.1 * 0.5, within(1e-6));
        }
    }

    @Test
    void trainingFindsTheLine() {
        try (TrainingEngine engine = open(LINE, "mse", new Optimizer.Adam(0.05), 2, 1)) {
            SplittableRandom random = new SplittableRandom(2);
            FloatBuffer x = Buffers.floats(64);
            FloatBuffer y = Buffers.floats(32);
            double loss = Double.NaN;
            for (int step = 0; step < 600; step++) {
                for (int row = 0; row < 32; row++) {
                    float a = (float) random.nextDouble(-1, 1);
                    float b = (float) random.nextDouble(-1, 1);
                    x.put(2 * row, a).put(2 * row + 1, b);
                    y.put(row, 3 * a - 2 * b + 1);
                }
                loss = engine.step(x, y, 32).loss();
            }
            assertThat(loss).isLessThan(1e-4);
            assertThat(values(engine.theta()))
                    .usingComparatorWithPrecision(0.02f)
                    .containsExactly(3f, -2f, 1f);
        }
    }

    @Test
    void theSameSeedGivesTheSameBitsAndAnotherSeedOthers() {
        float[] once = train(DROPPING, 5, 20);

        assertThat(train(DROPPING, 5, 20)).isEqualTo(once);
        assertThat(train(DROPPING, 6, 20)).isNotEqualTo(once);
    }

    @Test
    void aRestoredEngineGoesOnAsIfItHadNeverStopped() {
        float[] straight = train(DROPPING, 5, 20);
        EngineState middle;
        try (TrainingEngine engine = open(DROPPING, "mse", new Optimizer.Adam(0.01), 3, 5)) {
            steps(engine, 0, 10);
            middle = engine.snapshot();
        }
        try (TrainingEngine engine = open(DROPPING, "mse", new Optimizer.Adam(0.01), 3, 5)) {
            engine.restore(middle);
            steps(engine, 10, 20);
            assertThat(values(engine.theta())).isEqualTo(straight);
            assertThat(values(engine.modelState())).isNotEqualTo(middle.modelState());
            assertThat(engine.steps()).isEqualTo(20);
        }
    }

    @Test
    void evaluationReportsTheObjectiveAndChangesNothing() {
        EngineSpec spec = new EngineSpec(
                LINE,
                Loss.parse("mae"),
                Loss.parse("mse"),
                new Optimizer.Adam(0.1),
                Shape.of(2),
                Shape.of(1),
                1,
                Device.CPU);
        try (TrainingEngine engine = OnnxTrainingEngine.open(spec)) {
            float[] before = values(engine.theta());
            FloatBuffer predictions = Buffers.floats(2);
            double objective = engine.evaluate(Buffers.of(1, 0, 0, 1), Buffers.of(0, 0), 2, predictions);

            double expected = 0;
            for (int row = 0; row < 2; row++) {
                assertThat(predictions.get(row)).isCloseTo(before[row] + before[2], within(1e-6f));
                expected += Math.pow(predictions.get(row), 2) / 2;
            }
            assertThat(objective).isCloseTo(expected, within(1e-6));
            assertThat(values(engine.theta())).isEqualTo(before);
        }
    }

    @Test
    void aLossThatIsNotFiniteLeavesTheParametersAlone() {
        try (TrainingEngine engine = open(LINE, "mse", new Optimizer.Sgd(0.1, 0), 2, 1)) {
            float[] before = values(engine.theta());
            StepResult step = engine.step(Buffers.of(Float.NaN, 0), Buffers.of(1f), 1);

            assertThat(step.loss()).isNaN();
            assertThat(values(engine.theta())).isEqualTo(before);
            assertThat(engine.steps()).isZero();
        }
    }

    @Test
    void aStepMovesTheRunningStatisticsAndARefusedOneDoesNot() {
        try (TrainingEngine engine = open(DROPPING, "mse", new Optimizer.Adam(0.01), 3, 5)) {
            float[] start = values(engine.modelState());
            steps(engine, 0, 1);
            float[] moved = values(engine.modelState());
            FloatBuffer broken = Buffers.floats(12).put(0, Float.POSITIVE_INFINITY);
            StepResult refused = engine.step(broken, Buffers.floats(8), 4);

            assertThat(start).hasSize(16).startsWith(0, 0, 0).endsWith(1, 1, 1);
            assertThat(moved).isNotEqualTo(start);
            assertThat(refused.isFinite()).isFalse();
            assertThat(values(engine.modelState())).isEqualTo(moved);
        }
    }

    @Test
    void anExportedModelPredictsTheSameAtOtherBatchSizes() throws Exception {
        try (TrainingEngine engine = open(DROPPING, "mse", new Optimizer.Adam(0.01), 3, 5)) {
            steps(engine, 0, 3);
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            try (OrtSession session = environment.createSession(engine.exportModel())) {
                for (int batch : new int[] {1, 7}) {
                    FloatBuffer x = Buffers.floats(3 * batch);
                    for (int i = 0; i < x.capacity(); i++) {
                        x.put(i, (float) Math.sin(i));
                    }
                    FloatBuffer here = Buffers.floats(2 * batch);
                    engine.evaluate(x, Buffers.floats(2 * batch), batch, here);
                    try (OnnxTensor input = OnnxTensor.createTensor(environment, x, new long[] {batch, 3});
                            OrtSession.Result result = session.run(Map.of("x", input))) {
                        float[][] there = (float[][])
                                result.get("prediction").orElseThrow().getValue();
                        for (int row = 0; row < batch; row++) {
                            assertThat(there[row][0]).isCloseTo(here.get(2 * row), within(1e-6f));
                            assertThat(there[row][1]).isCloseTo(here.get(2 * row + 1), within(1e-6f));
                        }
                    }
                }
            }
        }
    }

    @Test
    void anExportedConvolutionalModelRunsAtOtherBatchSizes() throws Exception {
        EngineSpec spec = new EngineSpec(
                IMAGES,
                Loss.parse("cross_entropy"),
                Loss.parse("cross_entropy"),
                new Optimizer.Adam(0.01),
                Shape.of(1, 6, 6),
                Shape.of(3),
                5,
                Device.CPU);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (TrainingEngine engine = OnnxTrainingEngine.open(spec);
                OrtSession session = environment.createSession(engine.exportModel())) {
            for (int batch : new int[] {1, 5}) {
                FloatBuffer x = Buffers.floats(36 * batch);
                for (int i = 0; i < x.capacity(); i++) {
                    x.put(i, (float) Math.sin(i));
                }
                FloatBuffer here = Buffers.floats(3 * batch);
                engine.evaluate(x, Buffers.floats(3 * batch), batch, here);
                try (OnnxTensor input = OnnxTensor.createTensor(environment, x, new long[] {batch, 1, 6, 6});
                        OrtSession.Result result = session.run(Map.of("x", input))) {
                    OnnxTensor there = (OnnxTensor) result.get("prediction").orElseThrow();
                    assertThat(values(there.getFloatBuffer()))
                            .usingComparatorWithPrecision(1e-6f)
                            .containsExactly(values(here));
                }
            }
        }
    }

    @Test
    void aBatchIsReadFromItsPosition() {
        try (TrainingEngine engine = open(LINE, "mse", new Optimizer.Sgd(0, 0), 1, 1)) {
            FloatBuffer x = Buffers.of(1, 2, 3, 4);
            FloatBuffer target = Buffers.of(1, 1);
            double late = engine.step(x.duplicate().position(2), target, 2).loss();

            assertThat(late).isEqualTo(engine.step(Buffers.of(3, 4), target, 2).loss());
            assertThat(late).isNotEqualTo(engine.step(x, target, 2).loss());
        }
    }

    @Test
    void theIndexMapCoversThetaWithoutGaps() {
        try (TrainingEngine engine = open(DROPPING, "mse", new Optimizer.Adam(0.1), 3, 1)) {
            int offset = 0;
            for (IndexMap.Entry entry : engine.indexMap().entries()) {
                assertThat(entry.offset()).isEqualTo(offset);
                offset += entry.shape().size();
            }
            assertThat(engine.theta().capacity()).isEqualTo(offset);
            assertThat(engine.theta().isReadOnly()).isTrue();
        }
    }

    @Test
    void buffersThatDoNotFitAreRefused() {
        try (TrainingEngine engine = open(LINE, "mse", new Optimizer.Sgd(0.1, 0), 1, 1)) {
            FloatBuffer one = Buffers.floats(1);
            assertThatThrownBy(() -> engine.step(one, one, 2))
                    .hasMessageContaining("at least 2 floats for f32[2, 1], found a direct buffer with 1");
            assertThatThrownBy(() -> engine.step(FloatBuffer.allocate(1), one, 1))
                    .hasMessageContaining("a heap buffer");
        }
    }

    @Test
    void aSnapshotThatDoesNotFitLeavesTheEngineAsItWas() {
        try (TrainingEngine engine = open(LINE, "mse", new Optimizer.Sgd(0.1, 0), 2, 1)) {
            float[] before = values(engine.theta());
            EngineState broken = new EngineState(new float[3], new float[0], List.of(), 9, Double.NaN);
            assertThatThrownBy(() -> engine.restore(broken)).hasMessageContaining("learning_rate");
            assertThat(values(engine.theta())).isEqualTo(before);
        }
    }

    @Test
    void whatDoesNotFitIsRefusedBeforeTheFirstStep() {
        assertThatThrownBy(() -> open(LINE, "mse", new Optimizer.Adam(0.1), 2, 1, Shape.of(3)))
                .isInstanceOf(ComputeException.class);
        try (TrainingEngine engine = open(LINE, "mse", new Optimizer.Adam(0.1), 2, 1)) {
            assertThatThrownBy(() -> engine.step(Buffers.floats(2), Buffers.floats(1), 0))
                    .isInstanceOf(ComputeException.class);
            assertThatThrownBy(() -> engine.learningRate(Double.NaN)).isInstanceOf(ComputeException.class);
            EngineState other = new EngineState(new float[7], new float[0], List.of(), 0, 0.1);
            assertThatThrownBy(() -> engine.restore(other)).isInstanceOf(ComputeException.class);
        }
    }

    private static float[] train(Network network, long seed, int count) {
        try (TrainingEngine engine = open(network, "mse", new Optimizer.Adam(0.01), 3, seed)) {
            steps(engine, 0, count);
            return values(engine.theta());
        }
    }

    private static void steps(TrainingEngine engine, int from, int to) {
        FloatBuffer x = Buffers.floats(12);
        FloatBuffer y = Buffers.floats(8);
        for (int step = from; step < to; step++) {
            for (int i = 0; i < 12; i++) {
                x.put(i, (float) Math.sin(step * 12 + i));
            }
            for (int i = 0; i < 8; i++) {
                y.put(i, (float) Math.cos(step + i));
            }
            engine.step(x, y, 4);
        }
    }

    private static TrainingEngine open(Network network, String loss, Optimizer optimizer, int inputs, long seed) {
        return open(network, loss, optimizer, inputs, seed, network.outputShape(Shape.of(inputs)));
    }

    private static TrainingEngine open(
            Network network, String loss, Optimizer optimizer, int inputs, long seed, Shape target) {
        Loss parsed = Loss.parse(loss);
        return OnnxTrainingEngine.open(
                new EngineSpec(network, parsed, parsed, optimizer, Shape.of(inputs), target, seed, Device.CPU));
    }

    private static float[] values(FloatBuffer buffer) {
        float[] values = new float[buffer.capacity()];
        buffer.get(0, values);
        return values;
    }
}
