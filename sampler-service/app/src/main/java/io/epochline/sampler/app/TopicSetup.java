package io.epochline.sampler.app;

import io.epochline.events.kafka.Topics;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the topics before anything of this service reads or writes them. */
@Singleton
class TopicSetup {

    private static final int BEFORE_MESSAGING = 1;

    void create(
            @Observes @Priority(BEFORE_MESSAGING) StartupEvent event,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        Topics.ensure(Map.of("bootstrap.servers", bootstrapServers));
    }
}
