package io.epochline.analyzer.app;

import io.epochline.analyzer.run.RunAnalyst;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.events.Event;
import io.epochline.events.Topic;
import io.epochline.events.kafka.EventSerializer;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * What experiments ask for, runs give and analyses say goes in; jobs, commands, analyses and results come out. The topics have the
 * same key, so all that concerns one experiment meets in one task, in order. With exactly-once processing a decision and
 * the state it leaves are one transaction.
 *
 * <p>Of all services that read these topics, this one sends what is no event to the dead letters.
 */
@Singleton
class AnalyzerTopology {
    static final String SOURCE = "/epochline/analyzer-service";
    static final String DEAD_LETTERS = "dead-letters";
    private static final String ANALYZER = "analyzer";
    private static final List<Topic> IN = List.of(Topic.EXPERIMENTS, Topic.RUNS, Topic.ANALYSIS);
    private static final List<Topic> OUT =
            List.of(Topic.TRAINING_JOBS, Topic.ANALYSIS, Topic.EXPERIMENTS, Topic.CONTROL);

    @Produces
    @Singleton
    Topology topology(ArtifactStore artifacts, RunAnalyst analyst, MeterRegistry meters) {
        return build(artifacts, analyst, meters);
    }

    static Topology build(ArtifactStore artifacts, RunAnalyst analyst, MeterRegistry meters) {
        EventSerializer events = new EventSerializer();
        events.configure(Map.of(EventSerializer.SOURCE, SOURCE), false);
        Topology topology = new Topology()
                .addSource(
                        "events",
                        new StringDeserializer(),
                        new ByteArrayDeserializer(),
                        IN.stream().map(Topic::topicName).toArray(String[]::new))
                .addProcessor(ANALYZER, () -> new AnalyzerProcessor(artifacts, analyst, meters), "events");
        for (String name :
                List.of(CampaignDesk.STORE, RunDesk.STORE, CheckDesk.STORE, StudyDesk.STORE, PendingWork.STORE)) {
            topology.addStateStore(rows(name), ANALYZER);
        }
        for (Topic topic : OUT) {
            topology.<String, Event>addSink(topic.name(), topic.topicName(), new StringSerializer(), events, ANALYZER);
        }
        return topology.<String, byte[]>addSink(
                DEAD_LETTERS,
                (key, value, context) ->
                        Topic.named(context.topic()).orElseThrow().deadLetterName(),
                new StringSerializer(),
                new ByteArraySerializer(),
                ANALYZER);
    }

    /** In memory, as the changelog is what lasts. */
    private static StoreBuilder<KeyValueStore<String, byte[]>> rows(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray());
    }
}
