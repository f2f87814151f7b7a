package io.epochline.compute.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.epochline.compute.engine.Execution.Stepping;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.loss.Loss;
import io.epochline.compute.network.Network;
import io.epochline.compute.optim.Clipping;
import io.epochline.compute.optim.Optimizer;
import io.epochline.compute.runtime.Buffers;
import io.epochline.compute.runtime.Device;
import io.epochline.compute.runtime.InterruptedRun;
import io.epochline.compute.runtime.Precision;
import java.nio.FloatBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InterruptTest {

    private static final int WIDTH = 256;
    private static final int LONG = 4096;
    private static final Network DEEP = Network.parse(
            "{name: deep, layers: [batch_norm, {repeat: {times: 80, layers: [{dense: 256}, tanh]}}, {dense: 1}]}");

    /** The graph would run for seconds: a batch takes 130 GFLOP, an operator of it 0.5. */
    @ParameterizedTest
    @EnumSource(Stepping.class)
    void aRunningStepEndsAtOnceAndLeavesTheEngineAsItWas(Stepping stepping) {
        FloatBuffer x = Buffers.floats(LONG * WIDTH);
        FloatBuffer target = Buffers.floats(LONG);
        try (TrainingEngine engine = open(stepping)) {
            engine.step(x, target, 8);
            compile(engine, x, target);
            EngineState before = engine.snapshot();
            AtomicLong interrupted = new AtomicLong();
            CompletableFuture<Void> interrupt = CompletableFuture.runAsync(() -> {
                sleep(400);
                interrupted.set(System.nanoTime());
                engine.interrupt();
            });
            Throwable thrown = catchThrowable(() -> engine.step(x, target, LONG));
            double millis = (System.nanoTime() - interrupted.get()) / 1e6;
            interrupt.join();

            assertThat(thrown).isInstanceOf(InterruptedRun.class);
            assertThat(interrupted).hasPositiveValue();
            assertThat(millis).isLessThan(1000);
            EngineState after = engine.snapshot();
            assertThat(after.theta()).isEqualTo(before.theta());
            assertThat(after.modelState()).isEqualTo(before.modelState());
            for (int i = 0; i < 2; i++) {
                assertThat(after.optimizerState().get(i))
                        .isEqualTo(before.optimizerState().get(i));
            }
            assertThat(after.steps()).isEqualTo(1);

            engine.proceed();
            assertThat(engine.step(x, target, 8).isFinite()).isTrue();
            assertThat(engine.steps()).isEqualTo(2);
        }
    }

    @Test
    void anInterruptHoldsUntilItIsTakenBack() {
        FloatBuffer x = Buffers.floats(2 * WIDTH);
        FloatBuffer target = Buffers.floats(2);
        try (TrainingEngine engine = open(Stepping.FUSED)) {
            engine.interrupt();
            assertThatThrownBy(() -> engine.step(x, target, 2)).isInstanceOf(InterruptedRun.class);
            assertThatThrownBy(() -> engine.evaluate(x, target, 2, Buffers.floats(2)))
                    .isInstanceOf(InterruptedRun.class);
            engine.proceed();
            assertThat(engine.evaluate(x, target, 2, Buffers.floats(2))).isFinite();
        }
    }

    @Test
    void anInterruptAfterTheEndDoesNothing() {
        TrainingEngine engine = open(Stepping.FUSED);
        engine.close();
        engine.interrupt();
    }

    /** A step that is ended before it begins. */
    private static void compile(TrainingEngine engine, FloatBuffer x, FloatBuffer target) {
        engine.interrupt();
        assertThatThrownBy(() -> engine.step(x, target, LONG)).isInstanceOf(InterruptedRun.class);
        engine.proceed();
    }

    private static TrainingEngine open(Stepping stepping) {
        return OnnxTrainingEngine.open(new EngineSpec(
                DEEP,
                Loss.parse("mse"),
                Loss.parse("mse"),
                new Optimizer.Adam(0.001),
                Clipping.NONE,
                Shape.of(WIDTH),
                Shape.of(1),
                1,
                new Execution(Device.CPU, Precision.F32, stepping)));
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
