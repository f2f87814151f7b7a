package io.epochline.sampler.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.npz.NpzReader;
import io.epochline.events.Decoded;
import io.epochline.events.Event;
import io.epochline.events.ExperimentCancelRequested;
import io.epochline.events.ExperimentFinished;
import io.epochline.events.JobCancelRequested;
import io.epochline.events.JobRequested;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStatus;
import io.epochline.events.RunSummary;
import io.epochline.events.SamplingFinished;
import io.epochline.events.SamplingProgressed;
import io.epochline.events.StudyRequested;
import io.epochline.events.Topic;
import io.epochline.events.kafka.EventLog;
import io.epochline.events.kafka.EventPublisher;
import io.epochline.events.spec.JobFile;
import io.epochline.events.spec.PosteriorJob;
import io.epochline.events.spec.StudySpec;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class SamplerServiceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    ArtifactStore store;

    private final String id = "it-" + UUID.randomUUID();
    private EventPublisher publisher;
    private EventLog log;

    @BeforeEach
    void connect() {
        Map<String, Object> kafka = Map.of("bootstrap.servers", bootstrapServers);
        publisher = new EventPublisher(kafka, "/test", PATIENCE);
        log = EventLog.fromNow(
                kafka, List.of(Topic.TRAINING_JOBS, Topic.EXPERIMENTS, Topic.SAMPLES, Topic.CONTROL), PATIENCE);
    }

    @AfterEach
    void disconnect() {
        log.close();
        publisher.close();
    }

    @Test
    void aStudyAsksForTrialsUntilItIsOver() {
        StudySpec spec = (StudySpec) JobFile.read("""
                kind: study
                name: s
                trials: 3
                parallel: 2
                job: {name: t, data: {source: spectral}, model: cnn_small, loss: mse}
                space:
                  batch_size: {type: int, low: 1, high: 9}
                """, "study.yaml");
        publisher.publish(new StudyRequested(id, spec));

        for (int trial = 0; trial < 3; trial++) {
            JobRequested job = next(JobRequested.class);
            RunSummary summary = new RunSummary(1, 1, 1, 3.0 - trial, 1.0, 1, 1, Map.of(), false, 1, 1, 1);
            publisher.publish(
                    new RunFinished(job.jobId(), id, 1, "t", RunStatus.SUCCEEDED, null, summary, null, job.labels()));
        }
        ExperimentFinished finished = next(ExperimentFinished.class);

        assertThat(finished.bestRunId()).isEqualTo(id + "-trial-2");
        assertThat(store.stat("experiments/" + id + "/trials.csv")).isPresent();
    }

    @Test
    void aPosteriorIsSampledAndToldOnceItLiesInTheStore() {
        PosteriorJob job = new PosteriorJob(
                "p", new PosteriorJob.Gaussian(List.of(2.0), List.of(List.of(1.0))), 4, 2000, 1000, 0.5, 1L);
        publisher.publish(job.request(id));

        assertThat(next(SamplingProgressed.class).totalDraws()).isEqualTo(3000);
        SamplingFinished finished = next(SamplingFinished.class);
        assertThat(finished.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(finished.parameters().get("theta[0]").rhat()).isLessThan(1.05);
        assertThat(NpzReader.readAll(store.get(finished.draws())).get("theta").shape())
                .containsExactly(4, 2000, 1);

        publisher.publish(job.request(id));
        assertThat(next(SamplingFinished.class)).isEqualTo(finished);
    }

    @Test
    void aCancelledStudyStopsItsTrialsAndEnds() {
        StudySpec spec = (StudySpec) JobFile.read("""
                kind: study
                name: s
                trials: 30
                parallel: 1
                job: {name: t, data: {source: spectral}, model: cnn_small, loss: mse}
                space:
                  batch_size: {type: int, low: 1, high: 9}
                """, "study.yaml");
        publisher.publish(new StudyRequested(id, spec));
        JobRequested job = next(JobRequested.class);
        publisher.publish(new ExperimentCancelRequested(id, "enough"));

        assertThat(next(JobCancelRequested.class))
                .isEqualTo(new JobCancelRequested(job.jobId(), "its study was cancelled: enough"));
        publisher.publish(
                new RunFinished(job.jobId(), id, 1, "t", RunStatus.CANCELLED, null, null, null, job.labels()));
        assertThat(next(ExperimentFinished.class).status()).isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    void aCancelledPosteriorEndsAndKeepsWhatItHas() {
        PosteriorJob job = new PosteriorJob(
                "p", new PosteriorJob.Gaussian(List.of(2.0), List.of(List.of(1.0))), 4, 100, 100_000_000, 0.5, 1L);
        publisher.publish(job.request(id));
        publisher.publish(new JobCancelRequested(id, "enough"));

        SamplingFinished finished = next(SamplingFinished.class);

        assertThat(finished.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(NpzReader.readAll(store.get(finished.draws())).get("theta").shape())
                .as("it was still warming up")
                .containsExactly(4, 0, 1);
    }

    @Test
    void aPosteriorThatCannotBeIsToldSoAndLeavesNothingBehind() {
        PosteriorJob.LinearRegression target = new PosteriorJob.LinearRegression("no-such.csv", "y", List.of(), 1.0);
        publisher.publish(new PosteriorJob("p", target, 1, 10, 0, 0.1, 0L).request(id));

        SamplingFinished finished = next(SamplingFinished.class);

        assertThat(finished.status()).isEqualTo(RunStatus.FAILED);
        assertThat(finished.failure().message()).contains("no-such.csv");
        assertThat(store.list("experiments/" + id + "/")).isEmpty();
    }

    @Test
    void theServiceSaysThatItIsReady() {
        RestAssured.get("/q/health/ready").then().statusCode(200);
    }

    private final List<Event> pending = new ArrayList<>();

    private <T extends Event> T next(Class<T> type) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < deadline) {
            for (int i = 0; i < pending.size(); i++) {
                if (type.isInstance(pending.get(i)) && pending.get(i).id().startsWith(id)) {
                    return type.cast(pending.remove(i));
                }
            }
            for (EventLog.Entry entry : log.poll(Duration.ofMillis(200))) {
                if (entry.decoded() instanceof Decoded.Valid(Event event)) {
                    pending.add(event);
                }
            }
        }
        throw new AssertionError("no " + type.getSimpleName() + " came in time, only " + pending);
    }
}
