package io.epochline.trainer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochline.artifacts.MemoryArtifactStore;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzReader;
import io.epochline.artifacts.npz.NpzWriter;
import io.epochline.events.Event;
import io.epochline.events.FailureCode;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Jobs whose predictions have another shape than their targets. */
class HeadJobsTest {

    private static final RunLayout LAYOUT = RunLayout.of("run-1", "run-1");
    private static final int ROWS = 120;

    private final MemoryArtifactStore store = new MemoryArtifactStore("epochline");
    private final SplittableRandom random = new SplittableRandom(2);

    /** y = (a, −a) with noise of deviation 0.1 and 0.4. */
    @Test
    void sigmasComeToBeAsWideAsTheNoise() {
        float[] x = new float[ROWS];
        float[] y = new float[2 * ROWS];
        for (int row = 0; row < ROWS; row++) {
            x[row] = (float) random.nextGaussian();
            y[2 * row] = (float) (x[row] + 0.1 * random.nextGaussian());
            y[2 * row + 1] = (float) (-x[row] + 0.4 * random.nextGaussian());
        }
        put(NpyArray.of(x, ROWS, 1), NpyArray.of(y, ROWS, 2));

        Map<String, Double> metrics = train(4, "gaussian_nll + mse(mu)", "GaussianNLL");

        assertThat(metrics).containsOnlyKeys("coverage_1sigma", "mean_sigma", "rmse");
        assertThat(metrics.get("mean_sigma")).isBetween(0.18, 0.35);
        assertThat(metrics.get("coverage_1sigma")).isBetween(0.5, 0.85);
        Map<String, NpyArray> predictions = NpzReader.readAll(store.get(LAYOUT.predictions()));
        assertThat(predictions.get("prediction").shape()).containsExactly(24, 4);
        assertThat(predictions.get("target").shape()).containsExactly(24, 2);
    }

    @Test
    void targetsWithSigmasOfTheirOwnAreMatched() {
        float[] x = new float[ROWS];
        float[] y = new float[2 * ROWS];
        for (int row = 0; row < ROWS; row++) {
            x[row] = (float) random.nextGaussian();
            y[2 * row] = 2 * x[row];
            y[2 * row + 1] = 0.3f;
        }
        put(NpyArray.of(x, ROWS, 1), NpyArray.of(y, ROWS, 2));

        Map<String, Double> metrics = train(2, "gaussian_kl", "mse(mu, target_mu)");

        assertThat(metrics).containsOnlyKeys("mean_sigma", "rmse", "sigma_rmse");
        assertThat(metrics.get("sigma_rmse")).isLessThan(0.1);
    }

    @Test
    void classIndicesTrainAClassifier() {
        float[] x = new float[2 * ROWS];
        float[] y = new float[ROWS];
        for (int row = 0; row < ROWS; row++) {
            y[row] = row % 3;
            x[2 * row] = (float) ((row % 3 == 1 ? 3 : 0) + 0.5 * random.nextGaussian());
            x[2 * row + 1] = (float) ((row % 3 == 2 ? 3 : 0) + 0.5 * random.nextGaussian());
        }
        put(NpyArray.of(x, ROWS, 2), NpyArray.of(y, ROWS));

        assertThat(train(3, "cross_entropy(pred, labels)", "cross_entropy(pred, labels)")
                        .get("accuracy"))
                .isGreaterThan(0.9);
    }

    @Test
    void whatDoesNotFitIsSaidBeforeAnythingIsTrained() {
        float[] y = new float[ROWS];
        y[7] = 2;
        put(NpyArray.of(new float[2 * ROWS], ROWS, 2), NpyArray.of(y, ROWS, 1));

        assertFault(
                1,
                "gaussian_nll",
                "gaussian_nll",
                FailureCode.SHAPE_MISMATCH,
                "model: gives f32[1] for an input f32[2], but the targets are f32[1] and gaussian_nll() takes means first, then"
                        + " as many raw sigmas, f32[2]. Maybe the last layer has another number of outputs.");
        assertFault(
                2,
                "gaussian_nll",
                "mse",
                FailureCode.INVALID_LOSS,
                "objective: mse() takes values, as many as the target, but the loss gaussian_nll() takes means first, then as"
                        + " many raw sigmas: both must judge the same prediction.");
        assertFault(
                2,
                "bradley_terry",
                "bradley_terry",
                FailureCode.INVALID_DATA,
                "loss: bradley_terry() needs targets 0 to 1, the share that prefers the first item, found 2.0 in row 7.");
        assertFault(
                2,
                "cross_entropy(pred, labels)",
                "cross_entropy(pred, labels)",
                FailureCode.INVALID_DATA,
                "loss: cross_entropy(pred, labels, label_smoothing=0) needs targets class indices, whole numbers from 0 to 1,"
                        + " found 2.0 in row 7.");
    }

    @Test
    void sigmasOfTargetsMustBeAboveZero() {
        float[] y = new float[2 * ROWS];
        Arrays.fill(y, 1);
        y[2 * 5 + 1] = 0;
        put(NpyArray.of(new float[2 * ROWS], ROWS, 2), NpyArray.of(y, ROWS, 2));

        assertFault(
                2,
                "gaussian_kl",
                "gaussian_kl",
                FailureCode.INVALID_DATA,
                "loss: gaussian_kl() needs targets means, then sigmas above 0, found 0.0 in row 5.");
    }

    @Test
    void standardizedTargetsAreNoLabels() {
        store.put("t.csv", "a,b,label\n1,2,0\n2,1,1\n3,5,1\n4,1,0\n5,2,1\n".getBytes(UTF_8), "text/csv");
        String job = job(2, "cross_entropy(pred, labels)", "cross_entropy(pred, labels)")
                .replace(
                        "{\"source\": \"npz\", \"path\": \"s3://epochline/data.npz\"}",
                        "{\"source\": \"csv\", \"path\": \"s3://epochline/t.csv\", \"target\": \"label\"}")
                .replace("\"batch_size\": 16", "\"batch_size\": 2");

        assertThatThrownBy(() -> JobCheck.check(TestJobs.spec(job), TestJobs.files(store)))
                .hasMessageEndingWith(" in row 0. They are standardized: maybe data.standardize: false.");
    }

    @Test
    void labelsThatAreOneHotAlreadyAreToldSo() {
        TestJobs.putClouds(store);
        String job = TestJobs.JOB.replace("\"cross_entropy\"", "\"cross_entropy(pred, labels)\"");

        assertThatThrownBy(() -> JobCheck.check(TestJobs.spec(job), TestJobs.files(store)))
                .hasMessageEndingWith("The targets are one-hot already: maybe leave the labels out of the loss.");
    }

    @Test
    void preferencesSavedAsIntegersAreToldToBeReadAsClasses() {
        put(NpyArray.of(new float[2 * ROWS], ROWS, 2), NpyArray.of(new long[ROWS], ROWS));

        assertThatThrownBy(() ->
                        JobCheck.check(TestJobs.spec(job(2, "bradley_terry", "bradley_terry")), TestJobs.files(store)))
                .hasMessageEndingWith(
                        "Whole numbers along one axis are read as class labels: maybe save them as float32.");
    }

    private void put(NpyArray x, NpyArray y) {
        store.put("data.npz", NpzWriter.bytes(Map.of("x", x, "y", y)), "application/x-npz");
    }

    private Map<String, Double> train(int outputs, String loss, String objective) {
        List<Event> events = new ArrayList<>();
        new Trainer(store, TestJobs.files(store), events::add, TrainerSettings.of("test"))
                .run(TestJobs.request(job(outputs, loss, objective)), new StopSignal());
        RunFinished finished = (RunFinished) events.getLast();
        assertThat(finished.status()).as("%s", finished.failure()).isEqualTo(RunStatus.SUCCEEDED);
        return finished.summary().metrics();
    }

    private void assertFault(int outputs, String loss, String objective, FailureCode code, String message) {
        assertThatThrownBy(() -> JobCheck.check(TestJobs.spec(job(outputs, loss, objective)), TestJobs.files(store)))
                .isInstanceOfSatisfying(
                        TrainerException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessage(message);
    }

    private static String job(int outputs, String loss, String objective) {
        return """
                {"kind": "train", "name": "heads", "epochs": 100, "batch_size": 16, "seed": 7,
                 "data": {"source": "npz", "path": "s3://epochline/data.npz"},
                 "model": {"name": "linear", "layers": [{"dense": {"units": %d, "init": "glorot"}}]},
                 "loss": "%s", "objective": "%s", "optimizer": {"name": "adam", "lr": 0.03}}
                """.formatted(outputs, loss, objective);
    }
}
