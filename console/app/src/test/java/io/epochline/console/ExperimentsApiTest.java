package io.epochline.console;

import static io.epochline.console.TestingEvents.eventually;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.events.ArtifactRef;
import io.epochline.events.ExperimentFinished;
import io.epochline.events.JobRequested;
import io.epochline.events.LossProposed;
import io.epochline.events.ProposalChecked;
import io.epochline.events.RunStatus;
import io.epochline.events.SamplingProgressed;
import io.epochline.events.StudyRequested;
import io.epochline.events.spec.JobFile;
import io.epochline.events.spec.StudySpec;
import io.epochline.events.spec.TrainingJob;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class ExperimentsApiTest {

    @Inject
    ArtifactStore store;

    private final TestingEvents events = new TestingEvents();
    private final String id = "exp-" + UUID.randomUUID();

    @AfterEach
    void disconnect() {
        events.close();
    }

    @Test
    void aCampaignShowsItsProposalsAndLeadsToItsReport() {
        byte[] html = "<h1>Report</h1>".getBytes(StandardCharsets.UTF_8);
        ArtifactRef report = store.put("experiments/" + id + "/report.html", html, "text/html");
        events.started(id + "-baseline", id, 1);
        events.publish(new LossProposed(
                "loss-huber", id, id + "-baseline", 1, "Huber", "huber", List.of("The gap is 23 %."), "Smaller gap."));
        events.publish(new ProposalChecked("loss-huber", id, id + "-baseline", false, "Its gradient is not finite."));
        events.publish(new ExperimentFinished(
                id,
                "campaign",
                RunStatus.SUCCEEDED,
                null,
                1,
                0,
                "val_loss",
                id + "-baseline",
                0.5,
                null,
                List.of(report)));

        eventually().untilAsserted(() -> get("/api/experiments/" + id)
                .then()
                .statusCode(200)
                .body("state", equalTo("succeeded"))
                .body("runs.run_id", contains(id + "-baseline"))
                .body("losses[0].expression", equalTo("huber"))
                .body("losses[0].evidence", contains("The gap is 23 %."))
                .body("checks[0].reason", equalTo("Its gradient is not finite."))
                .body("reports[0].name", equalTo("report.html")));
        String href = get("/api/experiments/" + id).path("reports[0].href");
        get(href)
                .then()
                .statusCode(200)
                .contentType("text/html")
                .header("Content-Security-Policy", containsString("sandbox"))
                .body(containsString("Report"));
        get("/api/experiments").then().body("items.experiment_id", hasItem(id));
    }

    @Test
    void aStudyShowsWhatEachTrialTried() {
        StudySpec study = (StudySpec) JobFile.read("""
                kind: study
                name: s
                trials: 3
                job: {name: t, data: {source: spectral}, model: cnn_small, loss: mse}
                space:
                  batch_size: {type: int, low: 1, high: 9}
                """, "study.yaml");
        TrainingJob trial = (TrainingJob) JobFile.read("""
                {kind: train, name: t, data: {source: spectral}, model: cnn_small, loss: mse, batch_size: 7}
                """, "trial.yaml");
        events.publish(new StudyRequested(id, study));
        events.publish(new JobRequested(id + "-trial-0", id, trial, Map.of("role", "trial", "trial", "0")));

        eventually().untilAsserted(() -> get("/api/experiments/" + id)
                .then()
                .body("kind", equalTo("study"))
                .body("values.'" + id + "-trial-0'.batch_size", equalTo(7)));
    }

    @Test
    void aStudyIsCancelledUntilItIsOver() {
        events.publish(new StudyRequested(id, (StudySpec) JobFile.read("""
                {kind: study, name: s, job: {name: t, data: {source: spectral}, model: cnn_small, loss: mse},
                 space: {batch_size: {type: int, low: 1, high: 9}}}
                """, "study.yaml")));
        eventually().untilAsserted(() -> given().post("/api/experiments/" + id + "/cancel?reason=enough")
                .then()
                .statusCode(202)
                .body("state", equalTo("running")));
        eventually().untilAsserted(() -> get("/api/experiments/" + id).then().body("state", equalTo("cancelling")));

        events.publish(new ExperimentFinished(
                id, "study", RunStatus.CANCELLED, null, 1, 0, "val_loss", null, null, null, List.of()));

        eventually().untilAsserted(() -> given().post("/api/experiments/" + id + "/cancel")
                .then()
                .statusCode(409)
                .body("detail", containsString("cancelled")));
        given().post("/api/experiments/" + id + "x/cancel").then().statusCode(404);
    }

    @Test
    void whatNobodyLeadsIsNotCancelled() {
        events.started(id, id, 1);
        eventually().untilAsserted(() -> given().post("/api/experiments/" + id + "/cancel")
                .then()
                .statusCode(409)
                .body("detail", containsString("no study or campaign")));
    }

    @Test
    void aPosteriorIsCancelledWhileItRuns() {
        events.publish(new SamplingProgressed(id, id, 100, 300, 0.3, 1.02, 55.0));
        eventually()
                .untilAsserted(() ->
                        given().post("/api/posteriors/" + id + "/cancel").then().statusCode(202));
        given().post("/api/posteriors/" + id + "x/cancel").then().statusCode(404);
    }

    @Test
    void aPosteriorShowsItsDiagnosticsWhileItRuns() {
        events.publish(new SamplingProgressed(id, id, 100, 300, 0.3, 1.02, 55.0));

        eventually().untilAsserted(() -> get("/api/posteriors/" + id)
                .then()
                .statusCode(200)
                .body("state", equalTo("running"))
                .body("progress.max_rhat", equalTo(1.02f)));
        get("/api/posteriors").then().body("items.job_id", hasItem(id));
        get("/api/posteriors/" + id + "x").then().statusCode(404);
        get("/api/experiments/" + id + "x").then().statusCode(404);
    }
}
