package io.epochline.analyzer.app;

import io.epochline.analyzer.run.RunAnalyst;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.events.Decoded;
import io.epochline.events.Event;
import io.epochline.events.ExperimentCancelRequested;
import io.epochline.events.ProposalChecked;
import io.epochline.events.Topic;
import io.epochline.events.kafka.EventDeserializer;
import io.epochline.events.kafka.EventSerializer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;

/** The topology in a test driver, spoken to in events. */
final class TestingTopology implements AutoCloseable {
    private final TopologyTestDriver driver;
    private final List<ProposalChecked> checked = new ArrayList<>();

    TestingTopology(ArtifactStore artifacts) {
        Properties properties = new Properties();
        properties.put("application.id", "test");
        properties.put("bootstrap.servers", "nowhere:1");
        driver = new TopologyTestDriver(
                AnalyzerTopology.build(artifacts, new RunAnalyst(artifacts), new SimpleMeterRegistry()), properties);
    }

    void tell(Event... events) {
        for (Event event : events) {
            driver.createInputTopic(event.topic().topicName(), new StringSerializer(), new EventSerializer())
                    .pipeInput(event.key(), event);
        }
    }

    void tellRaw(Topic topic, String key, String body) {
        driver.createInputTopic(topic.topicName(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key, body.getBytes(StandardCharsets.UTF_8), new RecordHeaders()));
    }

    /** What was told on the topic since the last look, but for checks, which come when they are done. */
    List<Event> told(Topic topic) {
        List<Event> told = all(topic);
        told.stream()
                .filter(ProposalChecked.class::isInstance)
                .map(ProposalChecked.class::cast)
                .forEach(checked::add);
        return told.stream()
                .filter(event -> !(event instanceof ProposalChecked))
                .toList();
    }

    /** All checks of proposals that were told so far. */
    List<ProposalChecked> checked() {
        told(Topic.ANALYSIS);
        return checked;
    }

    private List<Event> all(Topic topic) {
        TestOutputTopic<String, Decoded> output =
                driver.createOutputTopic(topic.topicName(), new StringDeserializer(), new EventDeserializer());
        return output.readValuesToList().stream()
                .map(decoded -> ((Decoded.Valid) decoded).event())
                .toList();
    }

    /** The reasons of the dead letters of a topic since the last look. */
    List<String> deadLetters(Topic topic) {
        return driver
                .createOutputTopic(topic.deadLetterName(), new StringDeserializer(), new StringDeserializer())
                .readRecordsToList()
                .stream()
                .map(letter -> new String(
                        letter.headers().lastHeader("dead-letter-reason").value(), StandardCharsets.UTF_8))
                .toList();
    }

    void pass(Duration time) {
        driver.advanceWallClockTime(time);
    }

    /** Waits until what is done beside the events is done, while no time passes for the topology. */
    void settle() {
        settle("");
    }

    /** The same, for work of one kind. */
    void settle(String kind) {
        while (rows(PendingWork.STORE).stream().anyMatch(key -> key.startsWith(kind))) {
            LockSupport.parkNanos(1_000_000);
            tell(new ExperimentCancelRequested("nobody", ""));
        }
    }

    /** What is pending, but for checks. */
    List<String> pending() {
        return rows(PendingWork.STORE).stream()
                .filter(key -> !key.startsWith("step:"))
                .toList();
    }

    List<String> rows(String store) {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> rows =
                driver.<String, byte[]>getKeyValueStore(store).all()) {
            rows.forEachRemaining(row -> keys.add(row.key));
        }
        return keys;
    }

    @Override
    public void close() {
        driver.close();
    }
}
