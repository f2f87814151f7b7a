package io.epochline.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.ArtifactStores;
import io.epochline.artifacts.DataFiles;
import io.epochline.artifacts.StoreConfig;
import io.epochline.events.Json;
import io.epochline.events.kafka.EventPublisher;
import io.epochline.events.kafka.QueueLag;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the console stands on: the broker, the store, and the JSON form of Epochline. */
@Singleton
class Infrastructure {

    /** A person waits for the answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Produces
    @Singleton
    ObjectMapper json() {
        return Json.MAPPER;
    }

    @Produces
    @Singleton
    EventPublisher publisher(KafkaAddress kafka) {
        Map<String, Object> giveUpInTime = Map.of(
                "request.timeout.ms", (int) PATIENCE.toMillis() - 1000,
                "delivery.timeout.ms", (int) PATIENCE.toMillis() - 500);
        return new EventPublisher(kafka.client(giveUpInTime), "/epochline/console", PATIENCE);
    }

    void close(@Disposes EventPublisher publisher) {
        publisher.close();
    }

    @Produces
    @Singleton
    QueueLag queueLag(KafkaAddress kafka) {
        return new QueueLag(kafka.client(Map.of()), PATIENCE);
    }

    void close(@Disposes QueueLag lag) {
        lag.close();
    }

    /** Opened at first use: the console starts, and shows runs, while the store is away. */
    @Produces
    @ApplicationScoped
    ArtifactStore store(Config config) {
        return ArtifactStores.open(
                StoreConfig.of(key -> config.getOptionalValue(key, String.class).orElse(null))
                        .patient(PATIENCE));
    }

    void close(@Disposes ArtifactStore store) {
        store.close();
    }

    @Produces
    @Singleton
    DataFiles dataFiles(ArtifactStore store, @ConfigProperty(name = "epochline.data.root") Path root) {
        return new DataFiles(root, store);
    }
}
