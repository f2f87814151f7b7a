package io.epochline.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.epochline.events.Decoded;
import io.epochline.events.Event;
import io.epochline.events.JobRequested;
import io.epochline.events.StudyRequested;
import io.epochline.events.Topic;
import io.epochline.events.kafka.EventLog;
import io.epochline.events.spec.TrainingJob;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class JobsApiTest {

    private static final String JOB = """
            kind: train
            name: spectra
            data: {source: spectral, samples: 64}
            model: cnn_small
            loss: mse
            """;

    private final String id = "job-" + UUID.randomUUID();
    private EventLog log;

    @BeforeEach
    void listen() {
        log = EventLog.fromNow(
                TestingEvents.kafka(), List.of(Topic.TRAINING_JOBS, Topic.EXPERIMENTS), Duration.ofSeconds(10));
    }

    @AfterEach
    void disconnect() {
        log.close();
    }

    @Test
    void aJobIsPublishedOnItsTopic() {
        yaml(JOB)
                .post("/api/jobs?id=" + id)
                .then()
                .statusCode(202)
                .body("id", equalTo(id))
                .body("kind", equalTo("train"))
                .body("links.self", equalTo("/api/runs/" + id));

        JobRequested published = (JobRequested) published();
        assertThat(published.jobId()).isEqualTo(id);
        assertThat(((TrainingJob) published.spec()).loss()).isEqualTo("mse");
    }

    @Test
    void aStudyInJsonGetsAnIdOfItsName() {
        String study = """
                {"kind": "study", "name": "look", "trials": 3,
                 "job": {"name": "t", "data": {"source": "spectral"}, "model": "cnn_small", "loss": "mse"},
                 "space": {"batch_size": {"type": "int", "low": 1, "high": 9}}}
                """;
        String given = given().contentType("application/json")
                .body(study)
                .post("/api/jobs")
                .then()
                .statusCode(202)
                .body("id", startsWith("look-2"))
                .body("kind", equalTo("study"))
                .extract()
                .path("id");

        assertThat(((StudyRequested) published()).experimentId()).isEqualTo(given);
    }

    @Test
    void aMisspeltFieldIsToldWithItsPlaceAndPublishesNothing() {
        yaml(JOB + "batchsize: 8\n")
                .post("/api/jobs?id=" + id)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("line", equalTo(6))
                .body("column", equalTo(1))
                .body("suggestion", containsString("'batch_size'"));

        assertThat(log.poll(Duration.ofMillis(300))).isEmpty();
    }

    @Test
    void whatIsNoYamlIsToldWithItsPlace() {
        yaml("kind: train\nname: [a, b\nloss: mse\n")
                .post("/api/jobs")
                .then()
                .statusCode(400)
                .body("detail", containsString("not valid YAML"))
                .body("line", equalTo(3));
    }

    @Test
    void aLossWithATypoIsRefusedBeforeAWorkerSeesIt() {
        yaml(JOB.replace("loss: mse", "loss: hubber"))
                .post("/api/jobs?id=" + id)
                .then()
                .statusCode(400)
                .body("suggestion", containsString("'huber'"));

        assertThat(log.poll(Duration.ofMillis(300))).isEmpty();
    }

    @Test
    void anIdIsTakenOnce() {
        yaml(JOB).post("/api/jobs?id=" + id).then().statusCode(202);

        TestingEvents.eventually()
                .untilAsserted(() -> yaml(JOB).post("/api/jobs?id=" + id).then().statusCode(409));
    }

    @Test
    void anIdThatIsNoneIsRefused() {
        yaml(JOB)
                .queryParam("id", "../x")
                .post("/api/jobs")
                .then()
                .statusCode(400)
                .body("detail", containsString("job_id"));
    }

    @Test
    void aBodyOfAnotherTypeIsRefused() {
        given().contentType("text/plain").body(JOB).post("/api/jobs").then().statusCode(415);
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        yaml("#".repeat(2 << 20)).post("/api/jobs").then().statusCode(413);
    }

    private static RequestSpecification yaml(String body) {
        return given().config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .encodeContentTypeAs("application/yaml", ContentType.TEXT)))
                .contentType("application/yaml")
                .body(body);
    }

    private Event published() {
        List<EventLog.Entry> entries = new ArrayList<>();
        TestingEvents.eventually().until(() -> entries.addAll(log.poll(Duration.ofMillis(100))));
        return ((Decoded.Valid) entries.get(0).decoded()).event();
    }
}
