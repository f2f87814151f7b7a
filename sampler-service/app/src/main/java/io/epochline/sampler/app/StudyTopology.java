package io.epochline.sampler.app;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.events.Decoded;
import io.epochline.events.Event;
import io.epochline.events.Topic;
import io.epochline.events.kafka.EventDeserializer;
import io.epochline.events.kafka.EventSerializer;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * Studies as a topology: what experiments ask for and what runs give goes in, jobs, commands and results come out, and a study's
 * state lies between in a store with a changelog, the study in one row and each trial in another. With exactly-once
 * processing a decision and the state it leaves are one transaction.
 *
 * <p>Messages that are no events are passed over: the analyzer reads the same topics and sends them to the dead letters.
 */
@Singleton
class StudyTopology {

    static final String SOURCE = "/epochline/sampler-service";

    @Produces
    @Singleton
    Topology topology(ArtifactStore store) {
        return build(store);
    }

    static Topology build(ArtifactStore artifacts) {
        EventSerializer serializer = new EventSerializer();
        serializer.configure(Map.of(EventSerializer.SOURCE, SOURCE), false);
        Serde<String> strings = Serdes.String();
        return new Topology()
                .addSource(
                        "events",
                        new StringDeserializer(),
                        new EventDeserializer(),
                        Topic.EXPERIMENTS.topicName(),
                        Topic.RUNS.topicName())
                .<String, Decoded, String, Event>addProcessor("studies", () -> new StudyProcessor(artifacts), "events")
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(StudyRows.STORE), strings, Serdes.ByteArray()),
                        "studies")
                .addSink(
                        Topic.TRAINING_JOBS.name(),
                        Topic.TRAINING_JOBS.topicName(),
                        new StringSerializer(),
                        serializer,
                        "studies")
                .addSink(Topic.CONTROL.name(), Topic.CONTROL.topicName(), new StringSerializer(), serializer, "studies")
                .addSink(
                        Topic.EXPERIMENTS.name(),
                        Topic.EXPERIMENTS.topicName(),
                        new StringSerializer(),
                        serializer,
                        "studies");
    }
}
