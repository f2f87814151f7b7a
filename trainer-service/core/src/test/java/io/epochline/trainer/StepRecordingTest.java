package io.epochline.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.artifacts.MemoryArtifactStore;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzReader;
import io.epochline.artifacts.npz.NpzWriter;
import io.epochline.compute.engine.Execution;
import io.epochline.compute.runtime.Device;
import io.epochline.events.Event;
import io.epochline.events.FailureCode;
import io.epochline.events.Json;
import io.epochline.events.RunFinished;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a network's training keeps of single steps. The job takes 30, in 6 epochs. */
class StepRecordingTest {

    private static final RunLayout LAYOUT = RunLayout.of("run-1", "run-1");
    private static final int PARAMETERS = 2 * 16 + 16 + 16 * 3 + 3;

    private final MemoryArtifactStore store = new MemoryArtifactStore("epochline");
    private final List<Event> events = new ArrayList<>();

    @BeforeEach
    void putData() {
        TestJobs.putClouds(store);
    }

    @Test
    void aLineTellsTheStepAndTheNormsOfItsGradientByBlock() throws IOException {
        run(recording("[\"diag_steps\"], \"record_every\": 4"), 64 << 20);

        List<JsonNode> lines = lines();
        Map<String, NpyArray> trace = arrays(LAYOUT.trace());
        List<String> blocks = Json.MAPPER.readTree(store.get(LAYOUT.meta())).findValuesAsText("name").stream()
                .filter(name -> name.endsWith("weight") || name.endsWith("bias"))
                .toList();
        assertThat(blocks).hasSize(4);
        assertThat(lines).extracting(line -> line.path("step").asInt()).containsExactly(0, 4, 8, 12, 16, 20, 24, 28);
        for (JsonNode line : lines) {
            int step = line.path("step").asInt();
            for (String number : List.of("loss", "grad_norm", "step_norm", "lr")) {
                assertThat(line.path(number).asDouble())
                        .isEqualTo(trace.get(number).doubles()[step]);
            }
            double squares = blocks.stream()
                    .mapToDouble(block -> line.path("grad_norm." + block).asDouble(Double.NaN))
                    .map(norm -> norm * norm)
                    .sum();
            double norm = line.path("grad_norm").asDouble();
            assertThat(Math.sqrt(squares)).isCloseTo(norm, within(1e-6 * norm));
        }
    }

    @Test
    void gradientsAreThoseThatTheTraceHasTheNormsOf() throws IOException {
        run(recording("[\"grads\"]"), 64 << 20);

        Map<String, NpyArray> grads = arrays(LAYOUT.grads());
        double[] norms = arrays(LAYOUT.trace()).get("grad_norm").doubles();
        assertThat(grads.keySet()).containsExactly("step", "gradient");
        assertThat(grads.get("step").longs()).isEqualTo(LongStream.range(0, 30).toArray());
        assertThat(grads.get("gradient").shape()).containsExactly(30, PARAMETERS);
        float[] gradients = grads.get("gradient").floats();
        for (int row = 0; row < 30; row++) {
            int from = row * PARAMETERS;
            double norm = Math.sqrt(IntStream.range(from, from + PARAMETERS)
                    .mapToDouble(i -> (double) gradients[i] * gradients[i])
                    .sum());
            assertThat(norm).isCloseTo(norms[row], within(1e-6 * norm));
        }
    }

    @Test
    void recordingChangesNothingOfTheTraining() {
        run(TestJobs.JOB, 64 << 20);
        byte[] model = store.get(LAYOUT.model());
        float[] theta = arrays(LAYOUT.trace()).get("theta").floats();
        store.list("experiments/").forEach(object -> store.delete(object.key()));

        run(recording("[\"diag_steps\", \"grads\", \"curvature\"], \"record_every\": 7"), 64 << 20);

        assertThat(store.get(LAYOUT.model())).isEqualTo(model);
        assertThat(arrays(LAYOUT.trace()).get("theta").floats()).isEqualTo(theta);
    }

    /** Mean squared errors of a linear model have the Hessian 2/n XᵀX, wherever it is; all rows are one batch. */
    @Test
    void theCurvatureOfALinearModelIsThatOfLeastSquares() {
        SplittableRandom random = new SplittableRandom(2);
        float[] x = new float[100 * 3];
        double[] diagonal = {0, 0, 0, 2};
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) ((1 + i % 3) * random.nextGaussian());
            diagonal[i % 3] += i < 80 * 3 ? 2.0 / 80 * x[i] * x[i] : 0;
        }
        Map<String, NpyArray> data =
                Map.of("x", NpyArray.of(x, 100, 3), "y", NpyArray.of(Arrays.copyOf(x, 100), 100, 1));
        store.put("lines.npz", NpzWriter.bytes(data), "application/x-npz");
        run("""
                {"kind": "train", "name": "lines", "epochs": 3, "batch_size": 80, "record": ["curvature"],
                 "data": {"source": "npz", "path": "s3://epochline/lines.npz", "split": {"method": "time"}},
                 "model": {"name": "line", "layers": [{"dense": 1}]}, "loss": "mse"}
                """, 64 << 20);

        Map<String, NpyArray> curvature = arrays(LAYOUT.curvature());
        assertThat(curvature.keySet()).containsExactly("step", "negatives", "products", "curvature", "standard_error");
        assertThat(curvature.get("step").longs()).containsExactly(0, 1, 2);
        assertThat(curvature.get("products").longs()).containsExactly(16, 16, 16);
        assertThat(curvature.get("negatives").longs()).containsExactly(0, 0, 0);
        double[] estimate = curvature.get("curvature").doubles();
        double[] error = curvature.get("standard_error").doubles();
        for (int i = 0; i < estimate.length; i++) {
            assertThat(estimate[i]).isCloseTo(diagonal[i % 4], within(4 * error[i]));
            assertThat(error[i]).isBetween(1e-6, 0.5 * diagonal[i % 4]);
        }
        assertThat(Arrays.copyOf(estimate, 4))
                .as("each step has probes of its own")
                .isNotEqualTo(Arrays.copyOfRange(estimate, 4, 8));
    }

    @Test
    void vectorsAreKeptAsOftenAsTheyFit() throws IOException {
        run(recording("[\"diag_steps\", \"grads\", \"curvature\"]"), 10 * 4 * PARAMETERS);

        assertThat(lines()).hasSize(30);
        assertThat(arrays(LAYOUT.grads()).get("step").longs()).containsExactly(0, 3, 6, 9, 12, 15, 18, 21, 24, 27);
        assertThat(arrays(LAYOUT.curvature()).get("step").longs()).containsExactly(0, 15);
        JsonNode meta = Json.MAPPER.readTree(store.get(LAYOUT.meta()));
        assertThat(meta.path("recorded_every"))
                .isEqualTo(Json.MAPPER.readTree("{\"diag_steps\": 1, \"grads\": 3, \"curvature\": 15}"));
    }

    @Test
    void aRunThatIsAskedForNothingKeepsNothing() throws IOException {
        run(TestJobs.JOB, 64 << 20);

        assertThat(store.list(LAYOUT.prefix()))
                .noneMatch(
                        object -> object.key().contains("grads") || object.key().contains("diag_steps"));
        assertThat(Json.MAPPER.readTree(store.get(LAYOUT.meta())).has("recorded_every"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "grads     | 396",
                "curvature | 1584",
            })
    void aRowThatDoesNotFitIsRefused(String artifact, int bytes) {
        run(recording("[\"" + artifact + "\"]"), bytes - 1);

        assertRefused(
                ("record: a row of %s takes %d bytes for this model, and the trainer keeps %d at most. Maybe without %s,"
                                + " or a trainer with a larger epochline.trainer.theta-bytes.")
                        .formatted(artifact, bytes, bytes - 1, artifact));
    }

    @Test
    void curvatureThatWouldSayNothingIsRefused() {
        run(recording("[\"curvature\"]").replace("cross_entropy", "mae"), 64 << 20);

        assertRefused(
                "record: curvature needs a loss whose slope changes with the prediction, found mae(), which is of straight"
                        + " pieces. Maybe loss: charbonnier, or without curvature.");
    }

    @Test
    void theCurvatureOfALargeNetworkIsRefused() {
        run(recording("[\"curvature\"]").replace("{\"dense\": 16}", "{\"dense\": 1000}, {\"dense\": 1000}"), 64 << 20);

        assertRefused("record: curvature is estimated for at most 1000000 parameters, found 1007003."
                + " Maybe record: [diag_steps].");
    }

    private void assertRefused(String message) {
        assertThat(events.getLast()).isInstanceOfSatisfying(RunFinished.class, finished -> {
            assertThat(finished.failure().code()).isEqualTo(FailureCode.INVALID_JOB);
            assertThat(finished.failure().message()).isEqualTo(message);
        });
    }

    private List<JsonNode> lines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : new String(store.get(LAYOUT.diagSteps()), StandardCharsets.UTF_8).split("\n")) {
            lines.add(Json.MAPPER.readTree(line));
        }
        return lines;
    }

    private Map<String, NpyArray> arrays(String key) {
        return NpzReader.readAll(store.get(key));
    }

    static String recording(String list) {
        return TestJobs.JOB.replace("\"epochs\"", "\"record\": " + list + ", \"epochs\"");
    }

    private void run(String job, long thetaBytes) {
        TrainerSettings settings =
                new TrainerSettings("worker", Execution.on(Device.CPU), null, Duration.ofSeconds(30), thetaBytes, 0);
        new Trainer(store, TestJobs.files(store), events::add, settings).run(TestJobs.request(job), new StopSignal());
    }
}
