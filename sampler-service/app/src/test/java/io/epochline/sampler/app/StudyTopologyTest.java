package io.epochline.sampler.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.artifacts.MemoryArtifactStore;
import io.epochline.artifacts.documents.Manifest;
import io.epochline.events.Decoded;
import io.epochline.events.Event;
import io.epochline.events.ExperimentCancelRequested;
import io.epochline.events.ExperimentFinished;
import io.epochline.events.JobCancelRequested;
import io.epochline.events.JobRequested;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStatus;
import io.epochline.events.RunSummary;
import io.epochline.events.StudyRequested;
import io.epochline.events.Topic;
import io.epochline.events.kafka.EventDeserializer;
import io.epochline.events.kafka.EventSerializer;
import io.epochline.events.spec.JobFile;
import io.epochline.events.spec.StudySpec;
import io.epochline.events.spec.TrainingJob;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StudyTopologyTest {

    private static final StudySpec SPEC = (StudySpec) JobFile.read("""
            kind: study
            name: s
            trials: 6
            parallel: 2
            job: {name: t, data: {source: spectral}, model: cnn_small, loss: mse}
            space:
              optimizer.lr: {type: float, low: 1e-4, high: 0.1, log: true}
            """, "study.yaml");

    private final MemoryArtifactStore store = new MemoryArtifactStore("epochline");
    private TopologyTestDriver driver;
    private TestInputTopic<String, Event> experiments;
    private TestInputTopic<String, Event> runs;
    private TestOutputTopic<String, Decoded> jobs;
    private TestOutputTopic<String, Decoded> results;

    @BeforeEach
    void open() {
        Properties properties = new Properties();
        properties.put("application.id", "test");
        properties.put("bootstrap.servers", "nowhere:1");
        driver = new TopologyTestDriver(StudyTopology.build(store), properties);
        experiments =
                driver.createInputTopic(Topic.EXPERIMENTS.topicName(), new StringSerializer(), new EventSerializer());
        runs = driver.createInputTopic(Topic.RUNS.topicName(), new StringSerializer(), new EventSerializer());
        jobs = driver.createOutputTopic(
                Topic.TRAINING_JOBS.topicName(), new StringDeserializer(), new EventDeserializer());
        results = driver.createOutputTopic(
                Topic.EXPERIMENTS.topicName(), new StringDeserializer(), new EventDeserializer());
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void aStudyRunsFromItsRequestToItsResultAndItsTable() {
        request("e1");
        int told = finishAll();

        assertThat(told).isEqualTo(6);
        ExperimentFinished finished = (ExperimentFinished) ((Decoded.Valid) results.readValue()).event();
        assertThat(finished.runs()).isEqualTo(6);
        assertThat(finished.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(finished.report()).hasSize(2);
        String table = new String(store.get("experiments/e1/trials.csv"), StandardCharsets.UTF_8);
        assertThat(table.lines()).hasSize(7).first().isEqualTo("number,run_id,status,val_loss,optimizer.lr,failure");
    }

    @Test
    void whatIsToldTwiceChangesNothing() {
        request("e1");
        request("e1");
        assertThat(jobs.readValuesToList()).hasSize(2);
        finish("e1", "e1-trial-0", 1);
        finish("e1", "e1-trial-0", 1);
        assertThat(jobs.readValuesToList()).hasSize(1);
    }

    @Test
    void aCancelledStudyTellsTheWorkersAndEnds() {
        request("e1");
        experiments.pipeInput("e1", new ExperimentCancelRequested("e1", ""));

        assertThat(driver.createOutputTopic(
                                Topic.CONTROL.topicName(), new StringDeserializer(), new EventDeserializer())
                        .readValuesToList())
                .map(command -> ((Decoded.Valid) command).event())
                .containsExactly(
                        new JobCancelRequested("e1-trial-0", "its study was cancelled"),
                        new JobCancelRequested("e1-trial-1", "its study was cancelled"));
        assertThat(jobs.readValuesToList()).hasSize(2);
        assertThat(results.isEmpty()).isTrue();

        for (String run : List.of("e1-trial-0", "e1-trial-1")) {
            runs.pipeInput("e1", new RunFinished(run, "e1", 1, "t", RunStatus.CANCELLED, null, null, null, Map.of()));
        }

        assertThat(jobs.isEmpty()).isTrue();
        ExperimentFinished finished = (ExperimentFinished) ((Decoded.Valid) results.readValue()).event();
        assertThat(finished.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(Manifest.read(store, "e1").status()).isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    void studiesDoNotSeeEachOther() {
        request("e1");
        request("e10");
        finish("e1", "e1-trial-0", 1);

        assertThat(jobs.readValuesToList())
                .map(job -> ((JobRequested) ((Decoded.Valid) job).event()).experimentId())
                .containsExactly("e1", "e1", "e10", "e10", "e1");
    }

    @Test
    void theStateHasARowPerStudyAndARowPerTrial() {
        request("e1");
        request("e2");

        assertThat(keys())
                .containsExactlyInAnyOrder(
                        "e1", "e1/0000000000", "e1/0000000001", "e2", "e2/0000000000", "e2/0000000001");
    }

    @Test
    void aMessageThatIsNoEventIsPassedOver() {
        TestInputTopic<String, byte[]> raw = driver.createInputTopic(
                Topic.EXPERIMENTS.topicName(), new StringSerializer(), new ByteArraySerializer());
        raw.pipeInput("k", new byte[] {1, 2});
        request("e1");

        assertThat(jobs.readValuesToList()).hasSize(2);
    }

    private void request(String experimentId) {
        experiments.pipeInput(experimentId, new StudyRequested(experimentId, SPEC));
    }

    private int finishAll() {
        int told = 0;
        while (!jobs.isEmpty()) {
            JobRequested job = (JobRequested) ((Decoded.Valid) jobs.readValue()).event();
            finish(
                    job.experimentId(),
                    job.jobId(),
                    ((TrainingJob) job.spec()).optimizer().lr());
            told++;
        }
        return told;
    }

    private void finish(String experimentId, String runId, double value) {
        RunSummary summary = new RunSummary(1, 1, 1, value, value, 1, 1, Map.of(), false, 1, 1, 1);
        runs.pipeInput(
                experimentId,
                new RunFinished(runId, experimentId, 1, "t", RunStatus.SUCCEEDED, null, summary, null, Map.of()));
    }

    private List<String> keys() {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> rows =
                driver.<String, byte[]>getKeyValueStore(StudyRows.STORE).all()) {
            while (rows.hasNext()) {
                KeyValue<String, byte[]> row = rows.next();
                keys.add(row.key);
            }
        }
        return keys;
    }
}
