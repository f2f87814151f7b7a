package io.epochline.console;

import io.epochline.events.EpochCompleted;
import io.epochline.events.Event;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStarted;
import io.epochline.events.RunStatus;
import io.epochline.events.RunSummary;
import io.epochline.events.kafka.EventPublisher;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.eclipse.microprofile.config.ConfigProvider;

/** Says on the broker what workers would say. */
final class TestingEvents implements AutoCloseable {

    private final EventPublisher publisher = new EventPublisher(kafka(), "/test", Duration.ofSeconds(10));

    static Map<String, Object> kafka() {
        return Map.of(
                "bootstrap.servers", ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));
    }

    static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofSeconds(15)).pollInterval(Duration.ofMillis(50));
    }

    void publish(Event event) {
        publisher.publish(event);
    }

    void started(String run, String experiment, int epochs) {
        publish(new RunStarted(run, experiment, 1, run, "worker-1", "cpu", epochs, 10, 1234, Map.of()));
    }

    void epoch(String run, String experiment, int epoch, int epochs, double train, Double validation) {
        publish(new EpochCompleted(
                run,
                experiment,
                epoch,
                epochs,
                train,
                validation,
                Map.of("accuracy", 0.9),
                0.01,
                1.0,
                0.1,
                1000,
                0.5,
                true,
                null));
    }

    void finished(String run, String experiment, double best) {
        RunSummary summary =
                new RunSummary(2, 20, 2, best, best, 1.0, best, Map.of("accuracy", 0.9), false, 1.0, 1000, 1234);
        publish(new RunFinished(run, experiment, 1, run, RunStatus.SUCCEEDED, null, summary, null, Map.of()));
    }

    @Override
    public void close() {
        publisher.close();
    }
}
