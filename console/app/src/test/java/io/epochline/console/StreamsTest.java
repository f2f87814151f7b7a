package io.epochline.console;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class StreamsTest {

    @TestHTTPResource("/api/")
    URI api;

    private final TestingEvents events = new TestingEvents();
    private final String id = "run-" + UUID.randomUUID();

    @AfterEach
    void disconnect() {
        events.close();
    }

    @Test
    void aTopicIsFollowedFromNow() throws Exception {
        try (TestingStream stream = TestingStream.open(api.resolve("topics/epochs/events"), null)) {
            events.epoch(id, id, 1, 2, 0.5, 0.4);

            TestingStream.Message message = stream.next();
            assertThat(message.event()).isEqualTo("io.epochline.EpochCompleted.v1");
            assertThat(message.data()).contains("\"run_id\":\"" + id + "\"").contains("\"val_loss\":0.4");
        }
    }

    @Test
    void aClientThatComesBackMissesNothingAndGetsNothingTwice() throws Exception {
        String seen;
        try (TestingStream stream = TestingStream.open(api.resolve("topics/epochs/events"), null)) {
            events.epoch(id, id, 1, 3, 0.5, 0.4);
            events.epoch(id, id, 2, 3, 0.4, 0.3);
            seen = stream.next().id();
        }
        events.epoch(id, id, 3, 3, 0.3, 0.2);

        try (TestingStream stream = TestingStream.open(api.resolve("topics/epochs/events"), seen)) {
            assertThat(stream.next().data()).contains("\"epoch\":2");
            assertThat(stream.next().data()).contains("\"epoch\":3");
        }
    }

    @Test
    void aTopicIsReadFromItsBeginning() throws Exception {
        events.started(id, id, 1);
        events.finished(id, id, 0.5);

        try (TestingStream stream =
                TestingStream.open(api.resolve("topics/epochline.runs/events?from=beginning"), null)) {
            assertThat(stream.until(id, "RunStarted").data()).contains("worker-1");
            assertThat(stream.until(id, "RunFinished").data()).contains("succeeded");
        }
    }

    @Test
    void whatChangesOnTheBoardIsToldById() throws Exception {
        try (TestingStream stream = TestingStream.open(api.resolve("changes"), null)) {
            events.started(id, id, 1);

            assertThat(stream.until(id, "changed").data()).contains("\"runs\":[");
        }
    }

    @Test
    void aPositionThatIsNoneIsRefused() {
        RestAssured.given()
                .header("Last-Event-ID", "yesterday")
                .get("/api/topics/epochs/events")
                .then()
                .statusCode(400)
                .body(containsString("partition:offset"));
    }

    @Test
    void aTopicThatIsNoneIsToldWithASuggestion() {
        when().get("/api/topics/epochline.epoch/events")
                .then()
                .statusCode(404)
                .body(containsString("epochline.epochs"));
        when().get("/api/topics/epochs/events?from=then").then().statusCode(400);
    }
}
