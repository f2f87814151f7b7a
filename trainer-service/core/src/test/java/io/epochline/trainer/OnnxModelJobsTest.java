package io.epochline.trainer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.artifacts.MemoryArtifactStore;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.compute.engine.ModelExport;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.network.Network;
import io.epochline.compute.onnx.read.OnnxModel;
import io.epochline.compute.onnx.read.OnnxReader;
import io.epochline.events.Event;
import io.epochline.events.Json;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs that train the model of an ONNX file. */
class OnnxModelJobsTest {

    private static final RunLayout LAYOUT = RunLayout.of("run-1", "run-1");
    private static final String FILE = "s3://epochline/clouds.onnx";

    private final MemoryArtifactStore store = new MemoryArtifactStore("epochline");
    private byte[] onnx;

    @BeforeEach
    void putDataAndModel() {
        TestJobs.putClouds(store);
        Network network = Network.parse("{name: clouds, layers: [{dense: 16}, relu, {dense: 3}]}");
        onnx = new ModelExport(network, Shape.of(2)).prediction(4);
        store.put("clouds.onnx", onnx, "application/octet-stream");
    }

    private static String job(String model) {
        return TestJobs.JOB.replaceFirst("\"model\": .*\\]},", "\"model\": " + model + ",");
    }

    private static String model(String keys) {
        return "{\"onnx\": \"%s\"%s}".formatted(FILE, keys);
    }

    @Test
    void aModelFromAFileLearnsAndItsFrozenWeightsStay() throws IOException {
        OnnxModel before = OnnxReader.read(onnx);
        String first = before.initializers().keySet().iterator().next();
        RunFinished finished = train(job(model(", \"freeze\": [\"" + first + "\"]")));

        assertThat(finished.status()).as("%s", finished.failure()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(finished.summary().metrics().get("accuracy")).isGreaterThan(0.85);
        JsonNode meta = Json.MAPPER.readTree(store.get(LAYOUT.meta()));
        assertThat(meta.at("/model/onnx").asText()).isEqualTo(FILE);
        assertThat(meta.at("/model/sha256").asText())
                .isEqualTo(store.reference("clouds.onnx").sha256());
        assertThat(meta.path("index_map").findValuesAsText("name"))
                .doesNotContain(first)
                .hasSize(3);
        OnnxModel after = OnnxReader.read(store.get(LAYOUT.model()));
        assertThat(after.initializers().get(first).floats())
                .isEqualTo(before.initializers().get(first).floats());
    }

    @Test
    void whatARunLeftCanBeTrainedFurther() {
        RunFinished first = train(job(model("")));
        store.put("trained.onnx", store.get(LAYOUT.model()), "application/octet-stream");
        store.list(LAYOUT.prefix()).forEach(object -> store.delete(object.key()));

        RunFinished second = train(job("{\"onnx\": \"s3://epochline/trained.onnx\"}"));

        assertThat(second.summary().firstTrainLoss()).isLessThan(first.summary().firstTrainLoss() / 2);
    }

    @Test
    void aCheckpointIsOfOneFile() {
        PreparedJob before = JobCheck.check(TestJobs.spec(job(model(""))), TestJobs.files(store));
        Network other = Network.parse("{name: clouds, layers: [{dense: 16}, tanh, {dense: 3}]}");
        store.put("clouds.onnx", new ModelExport(other, Shape.of(2)).prediction(4), "application/octet-stream");
        PreparedJob after = JobCheck.check(TestJobs.spec(job(model(""))), TestJobs.files(store));

        assertThat(after.fingerprint()).isNotEqualTo(before.fingerprint());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            , "train": ["wieght.*"]  | expected train to name weights of the model, found 'wieght.*'
            , "freeze": ["*"]        | expected weights to train
            """)
    void weightsThatAreNotThereAreRefused(String keys, String message) {
        assertThatThrownBy(() -> JobCheck.check(TestJobs.spec(job(model(keys))), TestJobs.files(store)))
                .isInstanceOf(TrainerException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aFileThatIsNoModelIsRefused() {
        store.put("clouds.onnx", "PK not a model".getBytes(UTF_8), "text/plain");
        assertThatThrownBy(() -> JobCheck.check(TestJobs.spec(job(model(""))), TestJobs.files(store)))
                .isInstanceOf(TrainerException.class)
                .hasMessageContaining("expected the bytes of an ONNX model");
    }

    private RunFinished train(String job) {
        List<Event> events = new ArrayList<>();
        new Trainer(store, TestJobs.files(store), events::add, TrainerSettings.of("test"))
                .run(TestJobs.request(job), new StopSignal());
        return (RunFinished) events.getLast();
    }
}
