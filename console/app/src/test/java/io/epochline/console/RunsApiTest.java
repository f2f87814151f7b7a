package io.epochline.console;

import static io.epochline.console.TestingEvents.eventually;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.events.JobRequested;
import io.epochline.events.RunPaused;
import io.epochline.events.spec.JobFile;
import io.epochline.events.spec.RunJob;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class RunsApiTest {

    @Inject
    ArtifactStore store;

    private final TestingEvents events = new TestingEvents();
    private final String id = "run-" + UUID.randomUUID();

    @AfterEach
    void disconnect() {
        events.close();
    }

    @Test
    void aRunShowsItsCurveWhileItTrains() {
        events.started(id, id, 5);
        events.epoch(id, id, 1, 5, 0.9, 0.8);
        events.epoch(id, id, 2, 5, Double.NaN, 0.6);

        eventually().untilAsserted(() -> get("/api/runs/" + id)
                .then()
                .statusCode(200)
                .body("state", equalTo("running"))
                .body("epoch", equalTo(2))
                .body("epochs", equalTo(5))
                .body("best_val_loss", equalTo(0.6f))
                .body("curve.epoch", contains(1, 2))
                .body("curve[1].train_loss", equalTo("NaN"))
                .body("worker", equalTo("worker-1")));
    }

    @Test
    void runsAreListedNewestFirstAndFiltered() {
        String experiment = "e-" + UUID.randomUUID();
        events.started(id + "-a", experiment, 2);
        known(id + "-a");
        events.started(id + "-b", experiment, 2);
        known(id + "-b");
        events.finished(id + "-a", experiment, 0.25);

        eventually().untilAsserted(() -> given().queryParam("experiment", experiment)
                .get("/api/runs")
                .then()
                .statusCode(200)
                .body("items.run_id", contains(id + "-b", id + "-a"))
                .body("items.state", contains("running", "succeeded"))
                .body("items[1].best_val_loss", equalTo(0.25f)));

        given().queryParam("experiment", experiment)
                .queryParam("state", "running")
                .get("/api/runs")
                .then()
                .body("items.run_id", contains(id + "-b"));
        given().queryParam("experiment", experiment)
                .queryParam("limit", 1)
                .queryParam("offset", 1)
                .get("/api/runs")
                .then()
                .body("items.run_id", contains(id + "-a"))
                .body("total", equalTo(2));
    }

    @Test
    void anUnknownRunIsToldWithASuggestion() {
        events.started(id, id, 1);
        known(id);

        when().get("/api/runs/" + id + "x")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", containsString("There is no run"))
                .body("suggestion", containsString(id));
    }

    @Test
    void aLimitOutOfBoundsIsToldWithWhatWasExpected() {
        when().get("/api/runs?limit=0")
                .then()
                .statusCode(400)
                .body("expected", equalTo("between 1 and 1000"))
                .body("found", equalTo("0"));
    }

    @Test
    void artifactsAreListedAndStreamed() {
        events.started(id, id, 1);
        known(id);
        byte[] log = "epoch 1\n".getBytes(StandardCharsets.UTF_8);
        store.put("experiments/" + id + "/runs/" + id + "/train_log.txt", log, "text/plain");
        store.put("experiments/" + id + "/runs/" + id + "/segments/000001.npz", new byte[3], "application/zip");

        when().get("/api/runs/" + id + "/artifacts")
                .then()
                .body("name", contains("segments/000001.npz", "train_log.txt"))
                .body("size", contains(3, 8));
        when().get("/api/runs/" + id + "/artifacts/train_log.txt")
                .then()
                .statusCode(200)
                .header("Content-Length", "8")
                .header("Content-Security-Policy", containsString("sandbox"))
                .body(equalTo("epoch 1\n"));
        when().get("/api/runs/" + id + "/artifacts/segments/000001.npz")
                .then()
                .statusCode(200)
                .header("Content-Disposition", containsString("attachment"));
        when().get("/api/runs/" + id + "/artifacts/train_log.tx")
                .then()
                .statusCode(404)
                .body("suggestion", containsString("train_log.txt"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..%2Fother%2Fsecret.txt",
                "%2e%2e/other/secret.txt",
                "segments/..%2F..%2F..%2Fother%2Fsecret.txt",
                "..%5Cother",
                "%252e%252e%252fsecret.txt",
                "/secret.txt",
                ".hidden"
            })
    void anArtifactNameCannotLeaveTheFolderOfItsRun(String name) {
        events.started(id, id, 1);
        known(id);
        store.put(
                "experiments/" + id + "/runs/other/secret.txt",
                "secret".getBytes(StandardCharsets.UTF_8),
                "text/plain");

        given().urlEncodingEnabled(false)
                .get("/api/runs/" + id + "/artifacts/" + name)
                .then()
                .statusCode(not(equalTo(200)))
                .body(not(containsString("secret\n")));
    }

    @Test
    void aRunIsCancelledOnceAndOnlyWhileItIsNotOver() {
        events.started(id, id, 1);
        known(id);
        when().post("/api/runs/" + id + "/cancel?reason=enough").then().statusCode(202);

        events.finished(id, id, 0.1);
        eventually().untilAsserted(() -> when().post("/api/runs/" + id + "/cancel")
                .then()
                .statusCode(409)
                .body("detail", containsString("succeeded")));
        when().post("/api/runs/no-such-run/cancel").then().statusCode(404);
    }

    @Test
    void aRunIsPausedAndContinued() {
        events.publish(new JobRequested(
                id,
                id,
                (RunJob) JobFile.read(
                        "{kind: train, name: t, data: {source: spectral}, model: cnn_small, loss: mse}", "t.yaml"),
                Map.of()));
        events.started(id, id, 1);
        known(id);
        when().post("/api/runs/" + id + "/continue")
                .then()
                .statusCode(409)
                .body("detail", containsString("cannot be continued: it is running"));
        when().post("/api/runs/" + id + "/pause?reason=later").then().statusCode(202);

        events.publish(new RunPaused(id, id, 1, 1, "later"));
        eventually().untilAsserted(() -> get("/api/runs/" + id).then().body("state", equalTo("paused")));
        when().post("/api/runs/" + id + "/pause").then().statusCode(409);
        when().post("/api/runs/" + id + "/continue").then().statusCode(202);

        eventually().untilAsserted(() -> get("/api/runs/" + id).then().body("state", equalTo("queued")));
        when().post("/api/runs/" + id + "x/pause").then().statusCode(404);
    }

    @Test
    void aPageOfAnotherOriginCannotCancel() {
        events.started(id, id, 1);
        known(id);
        given().header("Origin", "http://elsewhere.example")
                .post("/api/runs/" + id + "/cancel")
                .then()
                .statusCode(403);
    }

    @Test
    void aNameThatIsNotOursIsNotAnswered() {
        for (String path : new String[] {"/", "/console.js", "/api/runs", "/q/openapi"}) {
            given().header("Host", "rebound.example:28080")
                    .get(path)
                    .then()
                    .statusCode(421)
                    .contentType("application/problem+json")
                    .body("found", equalTo("rebound.example"), "suggestion", containsString("Maybe add it"));
            given().header("Host", "127.0.0.1").get(path).then().statusCode(200);
        }
        given().header("Host", "rebound.example")
                .header("Origin", "http://rebound.example")
                .post("/api/runs/" + id + "/cancel")
                .then()
                .statusCode(421);
    }

    private void known(String run) {
        eventually().untilAsserted(() -> get("/api/runs/" + run).then().statusCode(200));
    }
}
