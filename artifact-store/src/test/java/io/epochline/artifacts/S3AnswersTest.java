package io.epochline.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.epochline.artifacts.ArtifactException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that a good server seldom gives, from one that gives nothing else. */
class S3AnswersTest {

    private record Answer(int status, String contentType, String body) {}

    private static final Answer OK = new Answer(200, "application/xml", "");
    private static final Answer BUSY = new Answer(
            503, "application/xml", "<Error><Code>SlowDown</Code><Message>Reduce your rate</Message></Error>");

    private final Deque<Answer> answers = new ArrayDeque<>();
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        exchange.getRequestBody().readAllBytes();
        Answer answer = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.getResponseHeaders().add("Content-Type", answer.contentType());
        exchange.getResponseHeaders().add("ETag", "\"0123456789abcdef\"");
        exchange.sendResponseHeaders(answer.status(), head || body.length == 0 ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private ArtifactStore open(Duration patience) {
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return ArtifactStores.open(new StoreConfig.S3(endpoint, "us-east-1", "epochline", "user", "secret", patience));
    }

    @Test
    void aBusyServerIsAskedAgainByUsAndByNobodyElse() {
        answers.addAll(List.of(BUSY, BUSY, OK, BUSY, BUSY, OK));

        try (ArtifactStore store = open(Duration.ofSeconds(20))) {
            assertThat(requests).hasValue(3);
            store.put("a", new byte[] {1}, "text/plain");
            assertThat(requests).hasValue(6);
        }
    }

    @Test
    void aServerThatStaysBusyIsUnavailable() {
        answers.add(BUSY);

        assertThatThrownBy(() -> open(Duration.ofSeconds(4)))
                .isInstanceOfSatisfying(
                        ArtifactException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE));
        assertThat(requests).hasValueBetween(3, 12);
    }

    @Test
    void aGatewayThatAnswersForAMissingServerIsAnOutage() {
        answers.addAll(List.of(OK, new Answer(502, "text/html", "<html>bad gateway</html>"), OK));

        try (ArtifactStore store = open(Duration.ofSeconds(20))) {
            store.put("a", new byte[] {1}, "text/plain");
        }
        assertThat(requests).hasValue(3);
    }

    @Test
    void aServerThatSpeaksSomethingElseIsNotWaitedFor() {
        answers.addAll(List.of(OK, new Answer(200, "text/html", "<html>Welcome</html>")));

        try (ArtifactStore store = open(Duration.ofSeconds(20))) {
            assertThatThrownBy(() -> store.list(""))
                    .isInstanceOf(ArtifactException.class)
                    .hasMessageContaining("Is this an S3 endpoint");
        }
        assertThat(requests).hasValue(2);
    }
}
