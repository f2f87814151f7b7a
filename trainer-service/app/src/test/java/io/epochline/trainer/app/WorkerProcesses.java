package io.epochline.trainer.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.ArtifactStores;
import io.epochline.artifacts.StoreConfig;
import io.epochline.events.Decoded;
import io.epochline.events.Event;
import io.epochline.events.Json;
import io.epochline.events.Topic;
import io.epochline.events.kafka.EventLog;
import io.epochline.events.kafka.EventPublisher;
import io.epochline.events.spec.JobSpec;
import io.epochline.standalone.TestServers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A broker, a store, and trainers that are processes of their own, which end as processes do. */
final class WorkerProcesses implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Path logs;
    private final TestServers servers = TestServers.start();
    private final Map<String, Process> workers = new HashMap<>();
    private final List<Event> events = new ArrayList<>();
    private EventLog log;

    WorkerProcesses(Path logs) {
        this.logs = logs;
    }

    /** Where events lie; all topics must be there. */
    private EventLog log() {
        if (log == null) {
            log = EventLog.fromBeginning(kafka(), List.of(Topic.RUNS, Topic.EPOCHS), PATIENCE);
        }
        return log;
    }

    ArtifactStore store() {
        return ArtifactStores.open(StoreConfig.of(servers.properties()::get));
    }

    Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", servers.kafkaBootstrap());
    }

    /** @param settings of the service, such as {@code epochline.trainer.slots=2} */
    Process start(String name, String... settings) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dquarkus.http.port=0",
                "-Depochline.worker=" + name));
        servers.properties().forEach((key, value) -> command.add("-D" + key + "=" + value));
        for (String setting : settings) {
            command.add("-D" + setting);
        }
        command.addAll(List.of("-jar", "target/quarkus-app/quarkus-run.jar"));
        try {
            Process worker = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(logs.resolve(name + ".log").toFile())
                    .start();
            workers.put(name, worker);
            return worker;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As {@code kill -9} does. */
    void kill(String name) throws InterruptedException {
        workers.remove(name).destroyForcibly().waitFor();
    }

    void request(String id, String job) throws IOException {
        publish(Json.MAPPER.readValue(job, JobSpec.class).request(id));
    }

    void publish(Event event) {
        try (EventPublisher publisher = new EventPublisher(kafka(), "/epochline/test", PATIENCE)) {
            publisher.publish(event);
        }
    }

    /** All that was said of runs, once what is waited for was said too. */
    List<Event> await(Predicate<List<Event>> awaited) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        do {
            assertThat(System.nanoTime()).as("events so far: %s", events).isLessThan(deadline);
            for (EventLog.Entry entry : log().poll(Duration.ofMillis(20))) {
                if (entry.decoded() instanceof Decoded.Valid(Event event)) {
                    events.add(event);
                }
            }
        } while (!awaited.test(events) || !log().caughtUp());
        return List.copyOf(events);
    }

    /** The first of these events that is told. */
    Event await(String... ids) {
        Predicate<Event> wanted = event -> List.of(ids).contains(event.id());
        return await(all -> all.stream().anyMatch(wanted)).stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() throws InterruptedException {
        for (Process worker : workers.values()) {
            worker.destroyForcibly().waitFor();
        }
        if (log != null) {
            log.close();
        }
        servers.close();
    }
}
