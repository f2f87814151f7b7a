package io.epochline.artifacts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.epochline.artifacts.ArtifactException.Kind;
import io.epochline.events.ArtifactRef;
import io.epochline.standalone.TestServers;
import io.minio.MinioClient;
import io.minio.RemoveBucketArgs;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a store does when the endpoint is away, loses answers, or is not the one that was meant. */
class S3OutageIT {

    private static final byte[] FIRST = "{\"attempt\":1}".getBytes(UTF_8);
    private static final byte[] SECOND = "{\"attempt\":2}".getBytes(UTF_8);

    private final TestServers shared = TestServers.shared();

    @Test
    void operationsWaitForAStoreThatComesBack() throws Exception {
        try (TestServers servers = TestServers.start();
                ArtifactStore store = ArtifactStores.open(patient(TestingBuckets.fresh(servers), 60))) {
            store.put("before", FIRST, "application/json");
            servers.kill();
            CompletableFuture<Void> back = CompletableFuture.runAsync(
                    servers::restart, CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS));

            assertThat(store.putIfAbsent("during", FIRST, "application/json")).isPresent();
            assertThat(store.get("before")).isEqualTo(FIRST);
            assertThat(store.putIfAbsent("during", SECOND, "application/json")).isEmpty();
            back.join();
        }
    }

    @Test
    void aStoreThatStaysAwayIsSaidToBeAway() {
        StoreConfig.S3 nobody = patient(TestingBuckets.at(URI.create("http://127.0.0.1:1"), shared), 1);
        Instant start = Instant.now();

        assertThatThrownBy(() -> ArtifactStores.open(nobody))
                .asInstanceOf(type(ArtifactException.class))
                .returns(Kind.UNAVAILABLE, ArtifactException::kind)
                .matches(e -> e.failure().retryable())
                .extracting(Throwable::getMessage)
                .asString()
                .contains("http://127.0.0.1:1", "open the bucket", "within 1 s", "Is it running");
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void anInterruptedWaitEndsAtOnce() throws Exception {
        StoreConfig.S3 nobody = patient(TestingBuckets.at(URI.create("http://127.0.0.1:1"), shared), 600);
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread waiting = Thread.ofPlatform().start(() -> {
            try {
                ArtifactStores.open(nobody);
            } catch (ArtifactException e) {
                end.complete(Thread.currentThread().isInterrupted() ? e : new AssertionError("not interrupted"));
            }
        });
        Thread.sleep(300);
        waiting.interrupt();

        assertThat(end.get(5, TimeUnit.SECONDS)).hasMessageContaining("Interrupted while waiting");
    }

    @Test
    void aLostAnswerToAConditionalPutIsStillAWin() throws Exception {
        try (TestingLossyProxy proxy = new TestingLossyProxy(URI.create(shared.s3Endpoint()));
                ArtifactStore store = ArtifactStores.open(TestingBuckets.at(proxy.endpoint(), shared))) {
            proxy.loseNextAnswers(2);

            assertThat(store.putIfAbsent("summary.json", FIRST, "application/json"))
                    .get()
                    .returns("summary.json", ArtifactRef::key);
            assertThat(proxy.lost()).isEqualTo(2);
            assertThat(store.get("summary.json")).isEqualTo(FIRST);
        }
    }

    @Test
    void aLostAnswerDoesNotMakeALoserWin() throws Exception {
        try (TestingLossyProxy proxy = new TestingLossyProxy(URI.create(shared.s3Endpoint()));
                ArtifactStore store = ArtifactStores.open(TestingBuckets.at(proxy.endpoint(), shared))) {
            store.putIfAbsent("summary.json", FIRST, "application/json");
            proxy.loseNextAnswers(1);

            assertThat(store.putIfAbsent("summary.json", SECOND, "application/json"))
                    .isEmpty();
            assertThat(proxy.lost()).isEqualTo(1);
            assertThat(store.get("summary.json")).isEqualTo(FIRST);
        }
    }

    @Test
    void aWrongKeyIsNoOutage() {
        StoreConfig.S3 right = TestingBuckets.fresh(shared);
        StoreConfig.S3 wrongSecret = new StoreConfig.S3(
                right.endpoint(), right.region(), right.bucket(), right.accessKey(), "wrong-secret", right.patience());
        StoreConfig.S3 wrongUser = new StoreConfig.S3(
                right.endpoint(), right.region(), right.bucket(), "nobody", right.secretKey(), right.patience());

        for (StoreConfig.S3 wrong : new StoreConfig.S3[] {wrongSecret, wrongUser}) {
            assertThatThrownBy(() -> ArtifactStores.open(wrong))
                    .asInstanceOf(type(ArtifactException.class))
                    .returns(Kind.DENIED, ArtifactException::kind)
                    .matches(e -> !e.failure().retryable())
                    .extracting(Throwable::getMessage)
                    .asString()
                    .contains(shared.s3Endpoint(), "epochline.store.access-key")
                    .doesNotContain("wrong-secret");
        }
    }

    @Test
    void aBucketThatIsGoneIsToldFromAnObjectThatIsNotThere() throws Exception {
        StoreConfig.S3 config = TestingBuckets.fresh(shared);
        try (ArtifactStore store = ArtifactStores.open(config);
                MinioClient client = MinioClient.builder()
                        .endpoint(shared.s3Endpoint())
                        .region(config.region())
                        .credentials(shared.accessKey(), shared.secretKey())
                        .build()) {
            client.removeBucket(
                    RemoveBucketArgs.builder().bucket(config.bucket()).build());

            assertThatThrownBy(() -> store.put("a", FIRST, "application/json"))
                    .hasMessageContaining("the bucket '%s' is gone".formatted(config.bucket()));
            assertThatThrownBy(() -> store.get("a"))
                    .hasMessageContaining("the bucket '%s' is gone".formatted(config.bucket()));
        }
    }

    private static StoreConfig.S3 patient(StoreConfig.S3 config, int seconds) {
        return new StoreConfig.S3(
                config.endpoint(),
                config.region(),
                config.bucket(),
                config.accessKey(),
                config.secretKey(),
                Duration.ofSeconds(seconds));
    }
}
