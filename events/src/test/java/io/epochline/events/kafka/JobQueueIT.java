package io.epochline.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.events.Event;
import io.epochline.events.JobRequested;
import io.epochline.events.Topic;
import io.epochline.events.spec.PosteriorJob;
import io.epochline.standalone.TestServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a broker of its own, since a queue sees every job that any test has sent. */
class JobQueueIT {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String group = "workers-" + UUID.randomUUID();
    private final List<JobQueue> queues = new ArrayList<>();
    private TestServers servers;
    private Map<String, Object> config;
    private EventPublisher publisher;

    @BeforeEach
    void startBroker() {
        servers = TestServers.start();
        config = Map.of("bootstrap.servers", servers.kafkaBootstrap());
        Topics.ensure(config);
        publisher = new EventPublisher(config, "/test", PATIENCE);
    }

    @AfterEach
    void stopBroker() {
        publisher.close();
        queues.forEach(JobQueue::close);
        servers.close();
    }

    @Test
    void jobsSentBeforeTheFirstWorkerAndAfterItAreDoneOnceEach() throws Exception {
        Recorder recorder = new Recorder();
        publisher.publish(job("early"));
        work(recorder);
        assertThat(recorder.next()).isEqualTo("early");
        publisher.publish(job("late"));
        assertThat(recorder.next()).isEqualTo("late");
        assertThat(recorder.handled.poll(2, TimeUnit.SECONDS)).isNull();
    }

    @Test
    void aJobLongerThanItsLockStaysWithItsWorkerWhileAnotherIsIdle() throws Exception {
        lockFor(Duration.ofSeconds(1));
        Recorder recorder = new Recorder();
        recorder.work = job -> {
            Thread.sleep(4_000);
            return JobQueue.Outcome.DONE;
        };
        work(recorder);
        work(recorder);
        publisher.publish(job("long"));

        assertThat(recorder.next()).isEqualTo("long");
        assertThat(recorder.handled.poll(7, TimeUnit.SECONDS))
                .as("a second delivery")
                .isNull();
    }

    @Test
    void anIdleWorkerTakesTheNextJobWhileAnotherHoldsALongOne() throws Exception {
        lockFor(Duration.ofSeconds(1));
        CountDownLatch release = new CountDownLatch(1);
        Recorder recorder = new Recorder();
        recorder.work = job -> {
            if (job.jobId().equals("long")) {
                release.await();
            }
            return JobQueue.Outcome.DONE;
        };
        work(recorder);
        publisher.publish(job("long"));
        assertThat(recorder.next()).isEqualTo("long");
        Thread.sleep(1_500);
        work(recorder);
        publisher.publish(job("short"));

        assertThat(recorder.next()).isEqualTo("short");
        release.countDown();
    }

    @Test
    void theLagCountsJobsThatWaitAndJobsThatAreHeld() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Recorder recorder = new Recorder();
        recorder.work = job -> {
            release.await();
            return JobQueue.Outcome.DONE;
        };
        try (QueueLag lag = new QueueLag(config, PATIENCE)) {
            assertThat(lag.of(Topic.SAMPLING_JOBS, group)).isZero();
            work(recorder);
            publisher.publish(job("held"));
            publisher.publish(job("waiting"));
            assertThat(recorder.next()).isEqualTo("held");
            assertThat(eventually(2, () -> lag.of(Topic.SAMPLING_JOBS, group))).isEqualTo(2);
        } finally {
            release.countDown();
        }
        assertThat(recorder.next()).isEqualTo("waiting");
    }

    @Test
    void theLagForgetsJobsThatWereDoneWhileAnOlderOneStillRuns() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Recorder recorder = new Recorder();
        recorder.work = job -> {
            if (job.jobId().equals("long")) {
                release.await();
            }
            return JobQueue.Outcome.DONE;
        };
        try (QueueLag lag = new QueueLag(config, PATIENCE)) {
            publisher.publish(job("long"));
            work(recorder);
            assertThat(recorder.next()).isEqualTo("long");
            work(recorder);
            for (String id : List.of("a", "b", "c")) {
                publisher.publish(job(id));
                assertThat(recorder.next()).isEqualTo(id);
            }
            assertThat(eventually(1, () -> lag.of(Topic.SAMPLING_JOBS, group))).isEqualTo(1);
        } finally {
            release.countDown();
        }
    }

    @Test
    void nothingLagsWhenJobsOfATransactionAreDone() throws Exception {
        Recorder recorder = new Recorder();
        work(recorder);
        publishInTransaction(job("first"), job("second"));
        assertThat(recorder.next()).isEqualTo("first");
        assertThat(recorder.next()).isEqualTo("second");
        try (QueueLag lag = new QueueLag(config, PATIENCE)) {
            assertThat(eventually(0, () -> lag.of(Topic.SAMPLING_JOBS, group))).isZero();
        }
    }

    @Test
    void aJobThatIsGivenBackIsDeliveredAgain() throws Exception {
        Recorder recorder = new Recorder();
        List<String> firstTry = new ArrayList<>();
        recorder.work = job -> {
            firstTry.add(job.jobId());
            return firstTry.size() == 1 ? JobQueue.Outcome.RETRY : JobQueue.Outcome.DONE;
        };
        work(recorder);
        publisher.publish(job("again"));

        assertThat(recorder.next()).isEqualTo("again");
        assertThat(recorder.next()).isEqualTo("again");
    }

    @Test
    void aJobMayBeReleasedAnyNumberOfTimes() throws Exception {
        int releases = 3 * JobQueue.MAX_DELIVERIES;
        Recorder recorder = new Recorder();
        List<String> tries = new ArrayList<>();
        recorder.work = job -> {
            tries.add(job.jobId());
            return tries.size() <= releases ? JobQueue.Outcome.RELEASED : JobQueue.Outcome.DONE;
        };
        work(recorder);
        publisher.publish(job("moved"));

        for (int i = 0; i < releases + 1; i++) {
            assertThat(recorder.next()).isEqualTo("moved");
        }
        try (QueueLag lag = new QueueLag(config, PATIENCE)) {
            assertThat(eventually(0, () -> lag.of(Topic.SAMPLING_JOBS, group))).isZero();
        }
        assertThat(recorder.exhausted).isEmpty();
    }

    @Test
    void aJobWhoseEndCannotBePutOnTheRecordIsNotDropped() throws Exception {
        Recorder recorder = new Recorder();
        recorder.work = job -> {
            throw new IllegalStateException("boom");
        };
        recorder.failuresToEnd = 2;
        work(recorder);
        publisher.publish(job("poison"));

        assertThat(recorder.exhausted.poll(30, TimeUnit.SECONDS)).isEqualTo("poison");
    }

    @Test
    void aJobThatAlwaysFailsEndsInTheDeadLetterTopicAndTheNextOneRuns() throws Exception {
        Recorder recorder = new Recorder();
        recorder.work = job -> {
            if (job.jobId().equals("poison")) {
                throw new IllegalStateException("boom");
            }
            return JobQueue.Outcome.DONE;
        };
        work(recorder);
        publisher.publish(job("poison"));
        publisher.publish(job("good"));

        List<String> handled = new ArrayList<>();
        for (int i = 0; i < JobQueue.MAX_DELIVERIES + 1; i++) {
            handled.add(recorder.next());
        }
        assertThat(handled).contains("good").filteredOn("poison"::equals).hasSize(JobQueue.MAX_DELIVERIES);
        assertThat(recorder.exhausted.poll(10, TimeUnit.SECONDS)).isEqualTo("poison");
        assertThat(deadLetters()).singleElement().asString().contains("delivered 4 times without an end");
    }

    @Test
    void whatIsNoJobGoesToTheDeadLetterTopicWithItsReasonAndTheNextJobRuns() throws Exception {
        Recorder recorder = new Recorder();
        work(recorder);
        try (KafkaProducer<String, String> stranger =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            stranger.send(new ProducerRecord<>(Topic.SAMPLING_JOBS.topicName(), "k", "no event at all"))
                    .get();
        }
        publisher.publish(job("good"));

        assertThat(recorder.next()).isEqualTo("good");
        assertThat(deadLetters()).singleElement().asString().contains("expected a CloudEvent in binary mode");
    }

    @Test
    void aWorkerOutlivesItsBroker() throws Exception {
        Recorder recorder = new Recorder();
        work(recorder);
        publisher.publish(job("before"));
        assertThat(recorder.next()).isEqualTo("before");

        servers.kill();
        servers.restart();
        publishAgainAndAgain(job("after"));

        String next = recorder.handled.poll(60, TimeUnit.SECONDS);
        if ("before".equals(next)) { // its acknowledgement died with the broker
            next = recorder.next();
        }
        assertThat(next).isEqualTo("after");
    }

    /** The broker counts with some delay. */
    private static long eventually(long expected, LongSupplier value) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (value.getAsLong() != expected && System.nanoTime() < deadline) {
            Thread.sleep(100);
        }
        return value.getAsLong();
    }

    private void publishAgainAndAgain(Event event) {
        for (int attempt = 0; attempt < 10; attempt++) {
            try {
                publisher.publish(event);
                return;
            } catch (KafkaUnreachableException e) {
                // the broker is on its way back
            }
        }
        throw new AssertionError("the broker did not come back");
    }

    private List<String> deadLetters() throws Exception {
        List<String> reasons = new ArrayList<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (var consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        servers.kafkaBootstrap(),
                        "auto.offset.reset",
                        "earliest",
                        "group.id",
                        "dlq"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topic.SAMPLING_JOBS.deadLetterName()));
            while (reasons.isEmpty() && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(letter -> reasons.add(new String(
                                letter.headers()
                                        .lastHeader("dead-letter-reason")
                                        .value(),
                                StandardCharsets.UTF_8)));
            }
        }
        return reasons;
    }

    private void work(Recorder recorder) {
        JobQueue queue = new JobQueue(config, Topic.SAMPLING_JOBS, group, recorder);
        queues.add(queue);
        queue.start();
    }

    /** As the topologies of the analyzer and the sampler do. */
    private void publishInTransaction(JobRequested... jobs) {
        Map<String, Object> transactional = new HashMap<>(config);
        transactional.put("transactional.id", "decider");
        try (KafkaProducer<String, Event> producer =
                new KafkaProducer<>(transactional, new StringSerializer(), new EventSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (JobRequested job : jobs) {
                producer.send(new ProducerRecord<>(job.topic().topicName(), job.key(), job));
            }
            producer.commitTransaction();
        }
    }

    private void lockFor(Duration duration) throws Exception {
        try (Admin admin = Admin.create(config)) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.GROUP, group),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry(
                                            "share.record.lock.duration.ms", Long.toString(duration.toMillis())),
                                    AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    private static JobRequested job(String id) {
        PosteriorJob.Gaussian target = new PosteriorJob.Gaussian(List.of(0.0), List.of(List.of(1.0)));
        return new PosteriorJob("p", target, null, null, null, null, null).request(id);
    }

    interface Work {
        JobQueue.Outcome on(JobRequested job) throws Exception;
    }

    private static final class Recorder implements JobQueue.Handler {
        private final BlockingQueue<String> handled = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> exhausted = new LinkedBlockingQueue<>();
        private Work work = job -> JobQueue.Outcome.DONE;
        private int failuresToEnd;

        @Override
        public JobQueue.Outcome handle(JobRequested job) throws Exception {
            handled.add(job.jobId());
            return work.on(job);
        }

        @Override
        public void exhausted(JobRequested job, int deliveries) {
            if (failuresToEnd-- > 0) {
                throw new IllegalStateException("the store is away");
            }
            exhausted.add(job.jobId());
        }

        String next() throws InterruptedException {
            return Optional.ofNullable(handled.poll(20, TimeUnit.SECONDS)).orElse("nothing came");
        }
    }
}
