package io.epochline.trainer.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.events.Decoded;
import io.epochline.events.EpochCompleted;
import io.epochline.events.Event;
import io.epochline.events.JobRequested;
import io.epochline.events.Json;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStarted;
import io.epochline.events.RunStatus;
import io.epochline.events.Topic;
import io.epochline.events.kafka.EventLog;
import io.epochline.events.kafka.EventPublisher;
import io.epochline.events.kafka.Topics;
import io.epochline.events.spec.TrainingJob;
import io.epochline.standalone.TestServers;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers are processes here, which end as processes do, in the middle of a job. */
class WorkerStopIT {

    private static final int EPOCHS = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String JOB = """
            {"kind": "train", "name": "spectra", "epochs": %d, "batch_size": 8, "loss": "mse", "model": "cnn_small",
             "data": {"source": "spectral", "samples": 512, "size": 64}}
            """.formatted(EPOCHS);

    @TempDir
    Path logs;

    private TestServers servers;
    private Map<String, Object> kafka;
    private final List<Process> workers = new ArrayList<>();

    @BeforeEach
    void startServers() {
        servers = TestServers.start();
        kafka = Map.of("bootstrap.servers", servers.kafkaBootstrap());
        Topics.ensure(kafka);
    }

    @AfterEach
    void stopAll() throws InterruptedException {
        for (Process worker : workers) {
            worker.destroyForcibly().waitFor();
        }
        servers.close();
    }

    @Test
    void handsItsJobOverWhenItIsToldToStop() throws Exception {
        Process first = startWorker("first");
        request();
        await(EpochCompleted.class::isInstance);

        first.destroy();
        assertThat(first.waitFor()).as("exit status after SIGTERM").isIn(0, 143);
        startWorker("second");
        List<Event> events = await(RunFinished.class::isInstance);

        assertEndsOnce(events);
        assertThat(events)
                .as("no epoch was done again")
                .filteredOn(EpochCompleted.class::isInstance)
                .hasSize(EPOCHS);
    }

    @Test
    void isReplacedWhenItDies() throws Exception {
        Process first = startWorker("first");
        request();
        await(EpochCompleted.class::isInstance);

        first.destroyForcibly().waitFor();
        startWorker("second");

        assertEndsOnce(await(RunFinished.class::isInstance));
    }

    private static void assertEndsOnce(List<Event> events) {
        assertThat(events.stream()
                        .filter(EpochCompleted.class::isInstance)
                        .map(Event::id)
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, EPOCHS)
                        .mapToObj(epoch -> "job-1:epoch:" + epoch)
                        .toList());
        assertThat(events)
                .filteredOn(RunStarted.class::isInstance)
                .extracting(Event::id)
                .containsExactly("job-1:started:1", "job-1:started:2");
        assertThat(events)
                .filteredOn(RunFinished.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(RunFinished.class, finished -> {
                    assertThat(finished.status()).isEqualTo(RunStatus.SUCCEEDED);
                    assertThat(finished.attempt()).isEqualTo(2);
                });
    }

    private Process startWorker(String name) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-Dquarkus.http.port=0",
                "-Depochline.worker=" + name));
        servers.properties().forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", "target/quarkus-app/quarkus-run.jar"));
        File log = logs.resolve(name + ".log").toFile();
        Process worker = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        workers.add(worker);
        return worker;
    }

    private void request() throws IOException {
        TrainingJob spec = Json.MAPPER.readValue(JOB, TrainingJob.class);
        try (EventPublisher publisher = new EventPublisher(kafka, "/epochline/test", PATIENCE)) {
            publisher.publish(new JobRequested("job-1", null, spec, Map.of()));
        }
    }

    /** All that was said, once what is waited for was said too. */
    private List<Event> await(Predicate<Event> awaited) {
        List<Event> events = new ArrayList<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (EventLog log = EventLog.fromBeginning(kafka, List.of(Topic.RUNS, Topic.EPOCHS), PATIENCE)) {
            while (events.stream().noneMatch(awaited) || !log.caughtUp()) {
                assertThat(System.nanoTime()).as("events so far: %s", events).isLessThan(deadline);
                for (EventLog.Entry entry : log.poll(Duration.ofMillis(100))) {
                    if (entry.decoded() instanceof Decoded.Valid(Event event)) {
                        events.add(event);
                    }
                }
            }
        }
        return events;
    }
}
