package io.epochline.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.tuple;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.artifacts.ObjectInfo;
import io.epochline.artifacts.documents.Manifest;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzReader;
import io.epochline.compute.engine.Execution;
import io.epochline.compute.runtime.Device;
import io.epochline.events.EpochCompleted;
import io.epochline.events.Event;
import io.epochline.events.JobRequested;
import io.epochline.events.Json;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStarted;
import io.epochline.events.RunStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainerTest {

    private static final RunLayout LAYOUT = RunLayout.of("run-1", "run-1");

    private final TestingTrainer trainer = new TestingTrainer();

    @Test
    void learnsAndTellsWhatHappenedInOrder() {
        assertThat(trainer.run(TestJobs.JOB)).isEqualTo(Trainer.Outcome.FINISHED);

        assertThat(trainer.events).hasSize(8);
        RunStarted started = (RunStarted) trainer.events.getFirst();
        assertThat(started.attempt()).isEqualTo(1);
        assertThat(started.stepsPerEpoch()).as("72 rows in batches of 16").isEqualTo(5);
        assertThat(started.parameters()).isEqualTo(2 * 16 + 16 + 16 * 3 + 3);
        assertThat(trainer.events.subList(1, 7))
                .extracting(Event::id)
                .containsExactly(
                        "run-1:epoch:1",
                        "run-1:epoch:2",
                        "run-1:epoch:3",
                        "run-1:epoch:4",
                        "run-1:epoch:5",
                        "run-1:epoch:6");
        RunFinished finished = trainer.finished();
        assertThat(finished.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(finished.labels()).containsEntry("role", "baseline");
        assertThat(finished.summary().metrics().get("accuracy")).isGreaterThan(0.9);
        assertThat(finished.summary().finalTrainLoss())
                .isLessThan(finished.summary().firstTrainLoss() / 2);
        assertThat(finished.summary().steps()).isEqualTo(30);
    }

    @Test
    void leavesARunFolderThatListsItself() throws IOException {
        trainer.run(TestJobs.JOB);

        JsonNode summary = json(LAYOUT.summary());
        assertThat(summary.path("status").asText()).isEqualTo("succeeded");
        assertThat(summary.path("epochs").asInt()).isEqualTo(6);
        assertThat(summary.path("artifacts").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("meta", "trace", "predictions", "model", "train_log");
        for (JsonNode artifact : summary.path("artifacts")) {
            String key = artifact.path("key").asText();
            assertThat(trainer.store.reference(key).sha256())
                    .as(key)
                    .isEqualTo(artifact.path("sha256").asText());
        }
        assertThat(trainer.store.get(trainer.finished().summaryRef())).isNotEmpty();
        assertThat(trainer.store.stat(LAYOUT.checkpoint()))
                .as("nothing to go on from")
                .isEmpty();
        assertThat(Manifest.read(trainer.store, LAYOUT.experiment().experimentId())
                        .runs())
                .extracting(Manifest.Run::runId, Manifest.Run::summary)
                .containsExactly(tuple("run-1", trainer.finished().summaryRef()));
        assertThat(summary.at("/settings/optimizer/lr").asDouble()).isEqualTo(0.02);
        assertThat(summary.at("/settings/model").toString()).isEqualTo("{\"name\":\"clouds\"}");
        assertThat(summary.at("/provenance/data_sha256").asText()).hasSize(64);
        JsonNode meta = json(LAYOUT.meta());
        assertThat(meta.at("/job/optimizer/lr").asDouble()).isEqualTo(0.02);
        assertThat(meta.at("/data/train_rows").asInt()).isEqualTo(72);
        assertThat(meta.at("/index_map/0/shape").toString()).isEqualTo("[2,16]");
        assertThat(meta.path("git_hash").asText())
                .as("nothing, or what the launcher gave the build")
                .matches("|[0-9a-f]{40}(-dirty)?");
        assertThat(meta.at("/versions/epochline").asText()).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(meta.get("device").asText()).isEqualTo("cpu");
        assertThat(meta.get("precision").asText()).isEqualTo("f32");
    }

    @Test
    void aRunOfALargerExperimentIsGatheredInItsIndex() {
        JobRequested trial = new JobRequested("study-t1", "study", TestJobs.spec(TestJobs.JOB), Map.of("trial", "1"));

        trainer.run(trial);
        trainer.run(trial);

        assertThat(trainer.store.list("experiments/study/summaries/"))
                .extracting(ObjectInfo::key)
                .containsExactly("experiments/study/summaries/0/study-t1.jsonl");
        assertThat(trainer.store.stat("experiments/study/manifest.json"))
                .as("whoever leads the study writes it")
                .isEmpty();
        assertThat(trainer.store.stat(RunLayout.of("study", "study-t1").trace()))
                .isPresent();
    }

    @Test
    void keepsTheTraceOfEveryStepAndTheParametersOfEveryEpoch() {
        trainer.run(TestJobs.JOB);

        Map<String, NpyArray> trace = NpzReader.readAll(trainer.store.get(LAYOUT.trace()));
        assertThat(trace.keySet())
                .containsExactlyInAnyOrder(
                        "loss",
                        "grad_norm",
                        "step_norm",
                        "lr",
                        "theta",
                        "theta_step",
                        "epoch",
                        "epoch_end_step",
                        "train_loss",
                        "val_loss",
                        "metric_accuracy",
                        "epoch_lr",
                        "epoch_grad_norm",
                        "epoch_step_norm",
                        "epoch_duration",
                        "epoch_examples_per_second");
        assertThat(trace.get("loss").shape()).containsExactly(30);
        assertThat(trace.get("theta").shape()).containsExactly(6, 99);
        assertThat(trace.get("theta_step").longs()).containsExactly(5, 10, 15, 20, 25, 30);
        double[] loss = trace.get("loss").doubles();
        assertThat(trace.get("train_loss").doubles()[0])
                .isEqualTo((loss[0] + loss[1] + loss[2] + loss[3] + loss[4]) / 5);
        Map<String, NpyArray> segment = NpzReader.readAll(trainer.store.get(LAYOUT.segment(2)));
        assertThat(segment.get("loss").doubles()).containsExactly(loss[5], loss[6], loss[7], loss[8], loss[9]);
        EpochCompleted second = (EpochCompleted) trainer.events.get(2);
        assertThat(segment.get("metric_accuracy").doubles())
                .containsExactly(second.metrics().get("accuracy"));
        assertThat(second.trace().key()).isEqualTo(LAYOUT.segment(2));
    }

    @Test
    void exportsAModelThatTakesTheStoredDataAndPredictsAlike() throws OrtException {
        trainer.run(TestJobs.JOB);

        Map<String, NpyArray> validation = NpzReader.readAll(trainer.store.get(LAYOUT.predictions()));
        float[] points =
                NpzReader.readAll(trainer.store.get("clouds.npz")).get("x").floats();
        long[] rows = validation.get("index").longs();
        float[][] raw = new float[rows.length][2];
        for (int i = 0; i < rows.length; i++) {
            raw[i] = new float[] {points[2 * (int) rows[i]], points[2 * (int) rows[i] + 1]};
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (SessionOptions options = new SessionOptions()) {
            options.disablePerSessionThreads();
            try (OrtSession session = environment.createSession(trainer.store.get(LAYOUT.model()), options);
                    OnnxTensor x = OnnxTensor.createTensor(environment, raw);
                    OrtSession.Result result = session.run(Map.of("x", x))) {
                float[] predicted = new float[rows.length * 3];
                ((OnnxTensor) result.get("prediction").orElseThrow())
                        .getFloatBuffer()
                        .get(predicted);
                assertThat(predicted)
                        .containsExactly(validation.get("prediction").floats(), offset(1e-5f));
            }
        }
    }

    @Test
    void thinsTheParametersOfALongTrace() {
        TrainerSettings small =
                new TrainerSettings("w", Execution.on(Device.CPU), null, Duration.ofSeconds(30), 2 * 4 * 99, 0);
        new Trainer(trainer.store, TestJobs.files(trainer.store), trainer.events::add, small)
                .run(TestJobs.request(TestJobs.JOB), new StopSignal());

        NpyArray steps = NpzReader.readAll(trainer.store.get(LAYOUT.trace())).get("theta_step");
        assertThat(steps.longs()).containsExactly(15, 30);
    }

    @Test
    void writesALogForPeople() {
        trainer.run(TestJobs.JOB);

        assertThat(new String(trainer.store.get(LAYOUT.trainLog()), StandardCharsets.UTF_8))
                .startsWith("run: run-1\nmodel: clouds (99 parameters)\nloss: cross_entropy(label_smoothing=0)\n")
                .contains(
                        "\noptimizer: adam lr=0.02 beta1=0.9 beta2=0.999 epsilon=1e-8 weight_decay=0\nbatch_size: 16\n")
                .containsPattern(
                        "\nEpoch 1/6 \\| train loss \\d\\.\\d{6} \\| val loss \\d\\.\\d{6} \\| accuracy 0\\.\\d+")
                .containsPattern("\nbest_val=\\d\\.\\d{6} best_epoch=\\d\n")
                .endsWith("status: succeeded\n");
    }

    @Test
    void followsTheScheduleStepByStepAndTellsTheLearningRate() {
        trainer.run(
                TestJobs.JOB.replace(
                        "\"epochs\": 6",
                        "\"epochs\": 6, \"schedule\": {\"name\": \"cosine\", \"floor\": 0.1, \"warmup_epochs\": 2, \"warmup_start\": 0}"));

        double[] rates =
                NpzReader.readAll(trainer.store.get(LAYOUT.trace())).get("lr").doubles();
        assertThat(rates[0]).isZero();
        assertThat(rates[5]).as("half way up, after 5 of 10 steps").isCloseTo(0.01, offset(1e-12));
        assertThat(rates[10]).isCloseTo(0.02, offset(1e-12));
        assertThat(rates[20]).as("half way down, after 10 of 20 steps").isCloseTo(0.02 * 0.55, offset(1e-12));
        assertThat(rates[29]).isBetween(0.002, 0.0022);
        assertThat(((EpochCompleted) trainer.events.get(6)).learningRate()).isEqualTo(rates[29]);
        assertThat(new String(trainer.store.get(LAYOUT.trainLog()), StandardCharsets.UTF_8))
                .contains("\nschedule: cosine floor=0.1 warmup_epochs=2 warmup_start=0\n");
    }

    @Test
    void lowersTheLearningRateWhereValidationNoLongerFalls() {
        trainer.run(
                TestJobs.JOB.replace(
                        "\"epochs\": 6",
                        "\"epochs\": 6, \"schedule\": {\"name\": \"plateau\", \"gamma\": 0.5, \"patience\": 1, \"threshold\": 1}"));

        assertThat(trainer.events.subList(1, 7))
                .as("no loss is below 0, so that none after the first is better")
                .extracting(event -> ((EpochCompleted) event).learningRate())
                .containsExactly(0.02, 0.02, 0.02, 0.01, 0.01, 0.005);
    }

    @Test
    void clipsGradients() {
        trainer.run(TestJobs.JOB
                .replace("\"adam\", \"lr\": 0.02", "\"sgd\", \"lr\": 0.5")
                .replace("\"epochs\": 6", "\"epochs\": 6, \"clip_norm\": 0.01"));

        Map<String, NpyArray> trace = NpzReader.readAll(trainer.store.get(LAYOUT.trace()));
        assertThat(trace.get("grad_norm").doubles()[0]).isGreaterThan(0.1);
        assertThat(trace.get("step_norm").doubles()[0]).isCloseTo(0.5 * 0.01, offset(1e-6));
    }

    private JsonNode json(String key) throws IOException {
        return Json.MAPPER.readTree(trainer.store.get(key));
    }
}
