package io.epochline.trainer.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.events.Event;
import io.epochline.events.JobCancelRequested;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStarted;
import io.epochline.events.RunStatus;
import io.epochline.events.Topic;
import io.epochline.events.kafka.Topics;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainers share a queue, however few partitions its topic has. */
class QueueSharingIT {

    /** Ends when it is told to, and not before. */
    private static final String ENDLESS = """
            {"kind": "train", "name": "endless", "epochs": 1000000, "batch_size": 8, "loss": "mse",
             "data": {"source": "spectral", "samples": 4096, "size": 64}, "model": "cnn_small"}
            """;

    @TempDir
    Path logs;

    @Test
    void twoTrainersShareOnePartitionAndAThirdTakesWorkAsSoonAsItIsThere() throws Exception {
        try (WorkerProcesses workers = new WorkerProcesses(logs)) {
            try (Admin admin = Admin.create(workers.kafka())) {
                admin.createTopics(List.of(new NewTopic(Topic.TRAINING_JOBS.topicName(), 1, (short) 1)))
                        .all()
                        .get();
            }
            Topics.ensure(workers.kafka());
            workers.start("first");
            workers.start("second");
            for (String job : List.of("a", "b", "c")) {
                workers.request(job, ENDLESS);
            }
            assertThat(workersOf(workers.await(events -> workersOf(events).size() == 2)))
                    .containsExactlyInAnyOrder("first", "second");

            workers.start("third");
            List<Event> events = workers.await(all -> workersOf(all).size() == 3);

            assertThat(workersOf(events)).containsExactlyInAnyOrder("first", "second", "third");
            assertThat(events).as("nobody waited for an end").noneMatch(RunFinished.class::isInstance);

            workers.publish(new JobCancelRequested("a", "enough"));
            workers.publish(new JobCancelRequested("b", "worse than the median", RunStatus.PRUNED));
            assertThat(((RunFinished) workers.await("a:finished")).status()).isEqualTo(RunStatus.CANCELLED);
            RunFinished pruned = (RunFinished) workers.await("b:finished");
            assertThat(pruned.status()).isEqualTo(RunStatus.PRUNED);
            assertThat(pruned.reason()).isEqualTo("worse than the median");
            assertThat(workers.await(all -> true)).as("the third goes on").noneMatch(event -> event.id()
                    .equals("c:finished"));
        }
    }

    private static List<String> workersOf(List<Event> events) {
        return events.stream()
                .filter(RunStarted.class::isInstance)
                .map(event -> ((RunStarted) event).worker())
                .toList();
    }
}
