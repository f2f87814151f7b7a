package io.epochline.analyzer.app;

import io.epochline.analyzer.language.LanguageModel;
import io.epochline.analyzer.run.RunAnalyst;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.ArtifactStores;
import io.epochline.artifacts.StoreConfig;
import io.epochline.events.kafka.Topics;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What this service stands on. */
@Singleton
class Infrastructure {
    /** Short, as work that the store hinders is put off rather than waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** The topology waits until its topics are there. */
    void ensureTopics(
            @Observes StartupEvent start, @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrap) {
        Topics.ensure(Map.of("bootstrap.servers", bootstrap));
    }

    @Produces
    @Singleton
    ArtifactStore store(Config config) {
        return ArtifactStores.open(
                StoreConfig.of(key -> config.getOptionalValue(key, String.class).orElse(null))
                        .patient(PATIENCE));
    }

    /** With a language model where an endpoint is configured. */
    @Produces
    @Singleton
    RunAnalyst analyst(
            ArtifactStore store,
            @ConfigProperty(name = "epochline.language-model.endpoint") Optional<URI> endpoint,
            @ConfigProperty(name = "epochline.language-model.name") Optional<String> name,
            @ConfigProperty(name = "epochline.language-model.key") Optional<String> key,
            @ConfigProperty(name = "epochline.language-model.patience", defaultValue = "30s") Duration patience) {
        return new RunAnalyst(
                store, endpoint.map(at -> new LanguageModel(at, name.orElse("default"), key.orElse(null), patience)));
    }

    void close(@Disposes ArtifactStore store) {
        store.close();
    }
}
