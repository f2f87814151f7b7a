package io.epochline.compute.engine;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The promise of {@link OnnxTrainingEngine}: on a processor, the same bits twice. */
class DeterminismTest {

    private static final int BATCH = 32;
    private static final Network CNN = Network.parse("""
            {name: cnn, layers: [{conv: {filters: 16, bias: false}}, batch_norm, relu, {max_pool: 2}, {conv: 16}, gelu,
             {dropout: 0.2}, {average_pool: 2}, flatten, {dense: 64}, {layer_norm: {}}, silu, {dense: 10}]}
            """);

    /** Two runs at the same time, so that the shared threads divide the work differently. */
    @ParameterizedTest
    @EnumSource(Stepping.class)
    void twoRunsOfOneSeedEndInTheSameBits(Stepping stepping) {
        CompletableFuture<EngineState> beside = CompletableFuture.supplyAsync(() -> train(stepping));
        EngineState here = train(stepping);
        EngineState there = beside.join();

        assertThat(here.theta()).isEqualTo(there.theta());
        assertThat(here.modelState()).isEqualTo(there.modelState());
        assertThat(here.optimizerState().get(1))
                .isEqualTo(there.optimizerState().get(1));
    }

    private static EngineState train(Stepping stepping) {
        Shape input = Shape.of(1, 28, 28);
        SplittableRandom random = new SplittableRandom(9);
        FloatBuffer x = Buffers.floats(30 * BATCH * input.size());
        FloatBuffer target = Buffers.floats(30 * BATCH * 10);
        for (int i = 0; i < x.capacity(); i++) {
            x.put(i, (float) random.nextDouble());
        }
        for (int row = 0; row < 30 * BATCH; row++) {
            target.put(10 * row + random.nextInt(10), 1);
        }
        double[] rates = random.doubles(30, 0, 0.01).toArray();
        try (TrainingEngine engine = OnnxTrainingEngine.open(new EngineSpec(
                CNN,
                Loss.parse("cross_entropy"),
                Loss.parse("cross_entropy"),
                new Optimizer.Adam(0.01),
                Clipping.byNorm(1),
                input,
                Shape.of(10),
                5,
                new Execution(Device.CPU, Precision.F32, stepping)))) {
            assertThat(engine.steps(x, target, BATCH, rates)).hasSize(30).allMatch(StepResult::isFinite);
            return engine.snapshot();
        }
    }
}
