package io.epochline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minio.ListBucketsArgs;
import io.minio.errors.ErrorResponseException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ObjectStoreIT {
    private static final int WRITERS = 8;

    private static TestServers servers;
    private static TestingClients clients;

    @BeforeAll
    static void start() throws Exception {
        servers = TestServers.shared();
        clients = new TestingClients(servers);
        clients.makeBucket();
    }

    @Test
    void refusesAWrongKeyAndAnUnsignedRequest() throws Exception {
        var stranger = clients.s3(servers.accessKey(), "wrong-secret-key");
        assertThatThrownBy(() -> stranger.listBuckets(ListBucketsArgs.builder().build())
                        .iterator()
                        .next()
                        .get())
                .isInstanceOf(ErrorResponseException.class)
                .hasMessageContaining("signature");

        clients.put("secret", "for the owner", Map.of());
        HttpRequest unsigned = HttpRequest.newBuilder(URI.create(servers.s3Endpoint() + "/bucket/secret"))
                .build();
        int status = HttpClient.newHttpClient()
                .send(unsigned, HttpResponse.BodyHandlers.discarding())
                .statusCode();
        assertThat(status).isEqualTo(403);
    }

    @Test
    void letsOneOfEightRacingWritersCreateAnObject() throws Exception {
        CyclicBarrier together = new CyclicBarrier(WRITERS);
        List<Callable<String>> writers = IntStream.range(0, WRITERS)
                .mapToObj(i -> (Callable<String>) () -> {
                    together.await();
                    try {
                        clients.put("claim", "writer " + i, Map.of("If-None-Match", "*"));
                        return "writer " + i;
                    } catch (ErrorResponseException e) {
                        assertThat(e.response().code()).isEqualTo(412);
                        return "refused";
                    }
                })
                .toList();
        try (var threads = Executors.newFixedThreadPool(WRITERS)) {
            List<String> outcomes =
                    threads.invokeAll(writers).stream().map(Future::resultNow).toList();
            List<String> winners =
                    outcomes.stream().filter(o -> !o.equals("refused")).toList();
            assertThat(winners).hasSize(1);
            assertThat(clients.get("claim")).isEqualTo(winners.getFirst());
        }
    }

    @Test
    void keepsObjectsAsPlainFilesAndItsKeysFromOthers() throws Exception {
        clients.put("runs/one/summary.json", "{}", Map.of());
        Path data = servers.data();
        assertThat(data.resolve("s3/bucket/runs/one/summary.json")).hasContent("{}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("credentials.json"))))
                .isEqualTo("rw-------");
    }
}
