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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Both ways of taking steps, side by side. */
class SteppingTest {

    private static final int BATCH = 4;
    private static final Network MLP =
            Network.parse("{name: mlp, layers: [{dense: 16}, tanh, {dropout: 0.3}, {dense: 3}]}");

    /** A bias before batch norm has no gradient but rounding, which Adam would make steps of. */
    private static final Network CNN = Network.parse("""
            {name: cnn, layers: [{conv: {filters: 4, bias: false}}, batch_norm, relu, {max_pool: 2},
             {conv: {filters: 3, bias: false}}, batch_norm, silu, {dropout: 0.2}, flatten, {dense: 3}]}
            """);

    static Stream<Arguments> runs() {
        List<Optimizer> optimizers = List.of(
                new Optimizer.Sgd(0.05, 0), new Optimizer.Sgd(0.01, 0.9, true, 1e-4), new Optimizer.Adam(0.003));
        return optimizers.stream()
                .flatMap(optimizer -> Stream.of(
                        Arguments.of(MLP, Shape.of(6), optimizer, Clipping.NONE),
                        Arguments.of(CNN, Shape.of(1, 8, 8), optimizer, Clipping.byNorm(0.5))));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void afterAHundredStepsBothWaysAgree(Network network, Shape input, Optimizer optimizer, Clipping clipping) {
        try (TrainingEngine fused = open(network, input, optimizer, clipping, Stepping.FUSED);
                TrainingEngine scan = open(network, input, optimizer, clipping, Stepping.SCAN)) {
            List<StepResult> expected = new ArrayList<>();
            List<StepResult> found = new ArrayList<>();
            SplittableRandom random = new SplittableRandom(4);
            for (int steps : new int[] {1, 20, 20, 9, 50}) {
                FloatBuffer x = uniform(steps * BATCH * input.size(), random);
                FloatBuffer target = uniform(steps * BATCH * 3, random);
                double[] rates = rates(optimizer, steps);
                expected.addAll(fused.steps(x, target, BATCH, rates));
                found.addAll(scan.steps(x, target, BATCH, rates));
            }

            assertThat(found).hasSize(100).hasSameSizeAs(expected);
            for (int i = 0; i < 100; i++) {
                assertSame(found.get(i).loss(), expected.get(i).loss(), 1e-5);
                assertSame(found.get(i).gradNorm(), expected.get(i).gradNorm(), 1e-4);
                assertSame(found.get(i).stepNorm(), expected.get(i).stepNorm(), 1e-3);
            }
            assertThat(scan.steps()).isEqualTo(100);
            assertThat(distance(scan.theta(), fused.theta())).isLessThan(1e-5);
            assertThat(distance(scan.modelState(), fused.modelState())).isLessThan(1e-5);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void theStepsEndBeforeOneThatIsNotFinite(Stepping stepping) {
        SplittableRandom random = new SplittableRandom(5);
        FloatBuffer x = uniform(6 * BATCH * 64, random);
        FloatBuffer target = uniform(6 * BATCH * 3, random);
        Optimizer adam = new Optimizer.Adam(0.01);
        try (TrainingEngine undisturbed = open(CNN, Shape.of(1, 8, 8), adam, Clipping.NONE, stepping);
                TrainingEngine disturbed = open(CNN, Shape.of(1, 8, 8), adam, Clipping.NONE, stepping)) {
            undisturbed.steps(x, target, BATCH, rates(adam, 3));
            x.put(3 * BATCH * 64 + 7, Float.POSITIVE_INFINITY);
            List<StepResult> results = disturbed.steps(x, target, BATCH, rates(adam, 6));

            assertThat(results).hasSize(4);
            assertThat(results.subList(0, 3)).allMatch(StepResult::isFinite);
            assertThat(results.get(3).isFinite()).isFalse();
            assertThat(results.get(3).stepNorm()).isZero();
            assertSameState(disturbed.snapshot(), undisturbed.snapshot());
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void severalStepsAreTheStepsOneByOne(Stepping stepping) {
        SplittableRandom random = new SplittableRandom(6);
        FloatBuffer x = uniform(4 * BATCH * 6, random);
        FloatBuffer target = uniform(4 * BATCH * 3, random);
        Optimizer adam = new Optimizer.Adam(0.01);
        try (TrainingEngine single = open(MLP, Shape.of(6), adam, Clipping.NONE, stepping);
                TrainingEngine several = open(MLP, Shape.of(6), adam, Clipping.NONE, stepping)) {
            List<StepResult> results = new ArrayList<>();
            for (int step = 0; step < 4; step++) {
                FloatBuffer batch = x.duplicate().position(step * BATCH * 6);
                results.add(single.step(batch, target.duplicate().position(step * BATCH * 3), BATCH));
            }

            assertThat(several.steps(x, target, BATCH, 0.01, 0.01, 0.01, 0.01)).isEqualTo(results);
            assertSameState(several.snapshot(), single.snapshot());
        }
    }

    @Test
    void eachDeviceHasItsWay() {
        assertThat(Execution.on(Device.CPU).stepping()).isEqualTo(Stepping.FUSED);
        assertThat(Execution.on(Device.CUDA).stepping()).isEqualTo(Stepping.SCAN);
    }

    static Stepping[] ways() {
        return Stepping.values();
    }

    private static TrainingEngine open(
            Network network, Shape input, Optimizer optimizer, Clipping clipping, Stepping stepping) {
        return OnnxTrainingEngine.open(new EngineSpec(
                network,
                Loss.parse("mse"),
                Loss.parse("mse"),
                optimizer,
                clipping,
                input,
                Shape.of(3),
                7,
                new Execution(Device.CPU, Precision.F32, stepping)));
    }

    private static double[] rates(Optimizer optimizer, int steps) {
        double[] rates = new double[steps];
        Arrays.setAll(rates, i -> optimizer.learningRate() * (1 - 0.01 * i));
        return rates;
    }

    private static FloatBuffer uniform(int size, SplittableRandom random) {
        FloatBuffer values = Buffers.floats(size);
        for (int i = 0; i < size; i++) {
            values.put(i, (float) random.nextDouble(-1, 1));
        }
        return values;
    }

    private static void assertSame(double found, double expected, double relative) {
        assertThat(found).isCloseTo(expected, within(relative * Math.abs(expected)));
    }

    private static void assertSameState(EngineState found, EngineState expected) {
        assertThat(found.theta()).isEqualTo(expected.theta());
        assertThat(found.modelState()).isEqualTo(expected.modelState());
        assertThat(found.optimizerState()).usingRecursiveComparison().isEqualTo(expected.optimizerState());
        assertThat(found.steps()).isEqualTo(expected.steps());
    }

    /** The norm of the difference, in parts of the norm of {@code b}; 0 where both are empty. */
    private static double distance(FloatBuffer a, FloatBuffer b) {
        double difference = 0;
        double norm = Double.MIN_NORMAL;
        for (int i = 0; i < a.capacity(); i++) {
            difference += Math.pow(a.get(i) - b.get(i), 2);
            norm += Math.pow(b.get(i), 2);
        }
        return Math.sqrt(difference / norm);
    }
}
