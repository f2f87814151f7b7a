package io.epochline.trainer.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.artifacts.MemoryArtifactStore;
import io.epochline.artifacts.npz.DType;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.compute.engine.Execution;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.onnx.OnnxWriter;
import io.epochline.compute.onnx.Target;
import io.epochline.compute.runtime.Device;
import io.epochline.events.EpochCompleted;
import io.epochline.events.Event;
import io.epochline.events.FailureCode;
import io.epochline.events.Json;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStarted;
import io.epochline.events.RunStatus;
import io.epochline.trainer.TrainerSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectiveRunTest {

    private static final String NEWTON = """
            objective: {function: quadratic, spectrum: [1.0, 0.01, 0.0001], centre: [1.0, -2.0, 3.0]}
            optimizer: {name: preconditioned, lr: 0.5, power: 1, damping: 0, curvature: {source: hutchinson, probes: 1}}
            steps: 40
            report_steps: 16
            record: [diag_steps, grads, curvature, precond]
            record_every: 4
            seed: 3
            """;

    private final MemoryArtifactStore store = new MemoryArtifactStore("epochline");

    @Test
    void leavesATraceOfEveryStepAndOfThetaAtSome() {
        RunFinished finished = TestingObjectives.run(store, NEWTON);

        assertThat(finished.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(finished.summary().steps()).isEqualTo(40);
        assertThat(finished.summary().epochs()).isEqualTo(3);
        assertThat(finished.summary().parameters()).isEqualTo(3);
        Map<String, NpyArray> trace = trace();
        assertThat(trace.get("loss").shape()).containsExactly(40);
        assertThat(trace.get("epoch_end_step").longs()).containsExactly(16, 32, 40);
        assertThat(trace.get("theta").dtype()).isEqualTo(DType.F32);
        assertThat(trace.get("theta").shape()).containsExactly(11, 3);
        assertThat(trace.get("theta_step").longs()).containsExactly(0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40);
        double[] loss = trace.get("loss").doubles();
        for (int t = 1; t < 15; t++) {
            assertThat(loss[t]).isCloseTo(loss[t - 1] / 4, within(1e-5 * loss[t - 1]));
        }
        float[] theta = trace.get("theta").floats();
        assertThat(new float[] {theta[30], theta[31], theta[32]})
                .containsExactly(new float[] {1, -2, 3}, within(1e-5f));
        assertThat(finished.summary().metrics().get("distance")).isLessThan(1e-5);
    }

    @Test
    void startsWhereItIsTold() {
        TestingObjectives.run(store, "objective: {function: rosenbrock}\nstart: {at: [-1.2, 1.0]}\nsteps: 2");

        assertThat(trace().get("theta").floats()).startsWith(-1.2f, 1);
        assertThat(trace().get("loss").doubles()[0]).isCloseTo(24.2, within(1e-5));
        assertThat(trace().get("grad_norm").doubles()[0]).isCloseTo(Math.hypot(215.6, 88), within(1e-3));
    }

    @Test
    void keepsWhatItIsAskedToKeep() throws IOException {
        TestingObjectives.run(store, NEWTON);

        Map<String, NpyArray> curvature = TestingObjectives.arrays(store, TestingObjectives.LAYOUT.curvature());
        assertThat(curvature.get("step").longs()).containsExactly(0);
        assertThat(curvature.get("curvature").doubles()).containsExactly(new double[] {1, 0.01, 1e-4}, within(1e-9));
        assertThat(curvature.get("negatives").longs()).containsExactly(0);
        Map<String, NpyArray> precond = TestingObjectives.arrays(store, TestingObjectives.LAYOUT.precond());
        assertThat(precond.get("lr").floats()).containsExactly(new float[] {0.5f, 50, 5000}, within(1e-3f));
        Map<String, NpyArray> grads = TestingObjectives.arrays(store, TestingObjectives.LAYOUT.grads());
        assertThat(grads.get("step").longs()).containsExactly(0, 4, 8, 12, 16, 20, 24, 28, 32, 36);
        assertThat(grads.get("gradient").shape()).containsExactly(10, 3);
        assertThat(norm(grads.get("gradient").floats(), 3))
                .isCloseTo(trace().get("grad_norm").doubles()[0], within(1e-6));
        List<String> lines = text(TestingObjectives.LAYOUT.diagSteps()).lines().toList();
        assertThat(lines).hasSize(10);
        JsonNode third = Json.MAPPER.readTree(lines.get(2));
        assertThat(third.get("step").asLong()).isEqualTo(8);
        assertThat(third.get("loss").asDouble()).isEqualTo(trace().get("loss").doubles()[8]);
        assertThat(third.get("accepted").asBoolean()).isTrue();
        JsonNode summary = Json.MAPPER.readTree(text(TestingObjectives.LAYOUT.summary()));
        assertThat(summary.get("artifacts").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("meta", "trace", "diag_steps", "grads", "curvature", "precond", "train_log");
    }

    @Test
    void keepsNothingMoreWhereItIsNotAsked() {
        TestingObjectives.run(store, "objective: {function: rosenbrock}\nsteps: 5");

        assertThat(store.list(TestingObjectives.LAYOUT.prefix()))
                .noneMatch(object -> object.key().contains("parts"));
        assertThat(store.stat(TestingObjectives.LAYOUT.grads())).isEmpty();
        assertThat(store.stat(TestingObjectives.LAYOUT.checkpoint())).isEmpty();
    }

    @Test
    void metaHasAllThatMadeTheLearningRates() throws IOException {
        TestingObjectives.run(store, NEWTON + "blocks: {stiff: {from: 0, size: 1}, soft: {indices: [1, 2]}}\n");

        JsonNode meta = Json.MAPPER.readTree(text(TestingObjectives.LAYOUT.meta()));
        JsonNode optimizer = meta.at("/job/optimizer");
        assertThat(optimizer.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "name",
                        "lr",
                        "curvature",
                        "power",
                        "damping",
                        "floor",
                        "negative",
                        "min_lr",
                        "block_scale",
                        "keep",
                        "refresh_steps");
        assertThat(optimizer.at("/curvature/probes").asInt()).isEqualTo(1);
        assertThat(meta.at("/index_map/0/name").asText()).isEqualTo("theta");
        assertThat(meta.at("/index_map/1").toString()).isEqualTo("{\"name\":\"stiff\",\"offset\":0,\"shape\":[1]}");
        assertThat(meta.at("/minimum/1").asDouble()).isEqualTo(-2);
        assertThat(meta.at("/job/blocks/soft/indices/1").asInt()).isEqualTo(2);
        assertThat(meta.at("/seeds/job").asLong()).isEqualTo(3);
    }

    @Test
    void tellsEachReportAsAnEpoch() {
        List<Event> events = TestingObjectives.run(store, NEWTON, TrainerSettings.of("worker"));

        assertThat(events).hasSize(5);
        assertThat(events.getFirst()).isInstanceOfSatisfying(RunStarted.class, started -> {
            assertThat(started.epochs()).isEqualTo(3);
            assertThat(started.stepsPerEpoch()).isEqualTo(16);
        });
        EpochCompleted second = (EpochCompleted) events.get(2);
        double[] loss = trace().get("loss").doubles();
        assertThat(second.epoch()).isEqualTo(2);
        assertThat(second.valLoss()).isEqualTo(loss[32]);
        assertThat(second.best()).isTrue();
        assertThat(TestingObjectives.arrays(store, second.trace().key())
                        .get("loss")
                        .doubles())
                .containsExactly(Arrays.copyOfRange(loss, 16, 32));
    }

    @Test
    void stepsThatLeadUpAreRefusedAndFlagged() {
        RunFinished finished = TestingObjectives.run(store, """
                objective: {function: rosenbrock}
                start: {at: [-1.2, 1.0]}
                optimizer: {name: sgd, lr: 0.1}
                acceptance: {}
                steps: 400
                record_every: 1
                """);

        Map<String, NpyArray> trace = trace();
        boolean[] accepted = trace.get("accepted").booleans();
        double[] loss = trace.get("loss").doubles();
        double[] stepNorm = trace.get("step_norm").doubles();
        float[] theta = trace.get("theta").floats();
        int refused = 0;
        for (int t = 0; t + 1 < accepted.length; t++) {
            assertThat(loss[t + 1]).isLessThanOrEqualTo(loss[t]);
            if (!accepted[t]) {
                refused++;
                assertThat(loss[t + 1]).isEqualTo(loss[t]);
                assertThat(stepNorm[t]).isZero();
                assertThat(theta[2 * t + 2]).isEqualTo(theta[2 * t]);
            }
        }
        assertThat(refused).isBetween(5, 300);
        assertThat(finished.summary().finalValLoss()).isLessThan(0.2);
    }

    @Test
    void endsWhereNoStepThatIsLongEnoughLeadsDown() {
        RunFinished finished = TestingObjectives.run(store, """
                objective: {function: quadratic, spectrum: [1.0]}
                start: {at: [1.0]}
                optimizer: {name: sgd, lr: 100.0}
                acceptance: {least: 0.2}
                steps: 100
                """);

        assertThat(finished.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(finished.reason()).isEqualTo("no_descent");
        assertThat(trace().get("accepted").booleans()).containsExactly(false, false, false);
        assertThat(trace().get("lr").doubles()).containsExactly(100, 50, 25);
        assertThat(trace().get("theta").floats()).containsOnly(1);
    }

    @Test
    void endsAtTheToleranceOrWhenTimeIsUp() {
        RunFinished converged = TestingObjectives.run(store, NEWTON + "tolerance: 1.0e-3\n");
        MemoryArtifactStore other = new MemoryArtifactStore("epochline");
        RunFinished late = TestingObjectives.run(other, NEWTON + "time_limit: 1.0e-9\n");

        assertThat(converged.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(converged.reason()).isEqualTo("converged");
        assertThat(converged.summary().stoppedEarly()).isTrue();
        assertThat(converged.summary().steps()).isBetween(5L, 20L);
        assertThat(late.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(late.reason()).isEqualTo("time_limit");
        assertThat(late.summary().steps()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{function: funnel, size: 4}",
                "{function: gaussian, mean: [1, 2], covariance: [[2.0, 0.3], [0.3, 0.5]]}",
                "{function: linear_regression, path: diabetes.csv, target: progression, noise: 0.7}",
                "{function: quadratic, size: 5, condition: 50, rotation: 2}",
            })
    void everyFunctionComesDown(String function) {
        RunFinished finished = TestingObjectives.run(
                store, "objective: " + function + "\noptimizer: {name: adam, lr: 0.05}\nsteps: 300\nseed: 1");

        assertThat(finished.failure()).isNull();
        assertThat(finished.summary().bestValLoss())
                .isLessThan(0.7 * trace().get("loss").doubles()[0]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{source: hutchinson, probes: 4}",
                "{source: squared_gradients, beta: 0.9}",
                "{source: empirical_fisher}",
                "{source: empirical_fisher, probes: 8}",
                "{source: gauss_newton}",
                "{source: gauss_newton, probes: 8}",
                "{source: blend, weight: 0.3, first: {source: hutchinson}, second: {source: squared_gradients}}",
            })
    void everySourceOfCurvatureComesToTheMinimumOfARegression(String source) {
        RunFinished finished = TestingObjectives.run(store, """
                objective: {function: linear_regression, path: diabetes.csv, target: progression, noise: 0.7}
                optimizer: {name: preconditioned, lr: 0.2, curvature: %s, refresh_steps: 10, keep: 0.5, damping: 1.0e-3, max_lr: 0.02}
                acceptance: {}
                steps: 600
                """.formatted(source));

        assertThat(finished.failure()).isNull();
        assertThat(finished.summary().finalValLoss()).isCloseTo(218.6, within(1.0));
    }

    @Test
    void blocksScaleTheirLearningRates() {
        TestingObjectives.run(store, """
                objective: {function: quadratic, spectrum: [1.0, 1.0, 1.0, 1.0]}
                blocks: {head: {from: 0, size: 1}, odd: {indices: [1, 3]}}
                optimizer: {name: preconditioned, lr: 0.5, power: 1, damping: 0, block_scale: {head: 0.5, odd: 4.0}, max_lr: 1.0}
                record: [precond]
                steps: 1
                """);

        assertThat(TestingObjectives.arrays(store, TestingObjectives.LAYOUT.precond())
                        .get("lr")
                        .floats())
                .containsExactly(0.25f, 1, 0.5f, 1);
    }

    @Test
    void minimisesAFunctionOfAnOnnxFile() {
        GraphBuilder b = new GraphBuilder();
        Value theta = b.input("theta", ValueType.f32(2));
        b.output("value", b.sum(b.square(b.subtract(theta, 3))));
        store.put("f.onnx", OnnxWriter.write(b.build(), new Target.Portable()), "application/octet-stream");

        RunFinished finished = TestingObjectives.run(
                store,
                "objective: {function: onnx, path: s3://epochline/f.onnx}\noptimizer: {name: sgd, lr: 0.25}\nsteps: 30");

        assertThat(finished.failure()).isNull();
        assertThat(finished.summary().finalValLoss()).isLessThan(1e-9);
    }

    @Test
    void aDescentThatDivergesFailsWithItsTrace() {
        RunFinished finished = TestingObjectives.run(
                store, "objective: {function: rosenbrock}\noptimizer: {name: sgd, lr: 1.0}\nsteps: 50");

        assertThat(finished.status()).isEqualTo(RunStatus.FAILED);
        assertThat(finished.failure().code()).isEqualTo(FailureCode.DIVERGED);
        assertThat(finished.failure().message()).contains("not finite after").contains("optimizer.lr");
        assertThat(trace().get("loss").size())
                .isEqualTo((int) finished.summary().steps());
    }

    @Test
    void vectorsAreKeptLessOftenThanAskedWhereTheyWouldBeTooLarge() throws IOException {
        TrainerSettings small = new TrainerSettings(
                "worker", Execution.on(Device.CPU), null, Duration.ofHours(1), 10 * 3 * Float.BYTES, 1 << 20);

        TestingObjectives.run(store, NEWTON.replace("record_every: 4", "record_every: 1"), small);

        assertThat(trace().get("theta_step").longs()).containsExactly(0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40);
        assertThat(Json.MAPPER
                        .readTree(text(TestingObjectives.LAYOUT.meta()))
                        .get("kept_every")
                        .asInt())
                .isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "objective: {function: rosenbrock}\\nstart: {at: [1.0]} | start.at: theta has 2 elements, found 1.",
                "objective: {function: rosenbrock}\\nblocks: {a: {from: 1, size: 2}} | blocks.a: theta has 2 elements, numbered from 0; found element 2.",
                "objective: {function: rosenbrock}\\nblocks: {a: {indices: [0]}, b: {indices: [1, 0]}} | blocks: element 0 is in 'a' and in 'b'.",
                "objective: {function: rosenbrock}\\noptimizer: {name: preconditioned, block_scale: {thetta: 2.0}} | optimizer.block_scale: there is no block 'thetta', there is theta. Did you mean 'theta'?",
                "objective: {function: funnel}\\noptimizer: {name: preconditioned, curvature: {source: gauss_newton}} | optimizer.curvature: gauss_newton needs residuals, and this function is no sum of their squares. Maybe source: hutchinson.",
                "objective: {function: funnel}\\noptimizer: {name: preconditioned, curvature: {source: empirical_fisher}} | optimizer.curvature: empirical_fisher needs the losses of single examples",
                "objective: {function: onnx, path: nothing.onnx} | objective.path: ",
                "objective: {function: onnx, path: diabetes.csv} | objective: onnx: expected the bytes of an ONNX model",
                "objective: {function: logistic_regression, path: diabetes.csv, target: progression} | function.y[0]: expected 0 or 1",
                "objective: {function: gaussian, mean: [0, 0], covariance: [[1.0, 2.0], [2.0, 1.0]]} | expected positive definite",
            })
    void aJobThatCannotRunIsRefusedBeforeItBegins(String keys, String message) {
        RunFinished finished = TestingObjectives.run(store, keys.replace("\\n", "\n"));

        assertThat(finished.status()).isEqualTo(RunStatus.FAILED);
        assertThat(finished.failure().message()).contains(message);
        assertThat(finished.failure().retryable()).isFalse();
        assertThat(store.list("experiments/")).isEmpty();
    }

    private Map<String, NpyArray> trace() {
        return TestingObjectives.arrays(store, TestingObjectives.LAYOUT.trace());
    }

    private String text(String key) {
        return new String(store.get(key), StandardCharsets.UTF_8);
    }

    private static double norm(float[] values, int count) {
        double squares = 0;
        for (int i = 0; i < count; i++) {
            squares += (double) values[i] * values[i];
        }
        return Math.sqrt(squares);
    }
}
