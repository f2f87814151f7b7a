package io.epochline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.events.JobCancelRequested;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
@TestProfile(SlowClientTest.ShortPatience.class)
class SlowClientTest {

    /** Drops a client after 3 s, and hangs up 3 s later. */
    public static class ShortPatience implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("epochline.console.slow-client", "3s");
        }
    }

    /** More than the socket buffers of both sides take. */
    private static final int MESSAGES = 400;

    private static final int MESSAGE_BYTES = 50_000;

    @TestHTTPResource("/")
    URI console;

    @Test
    void aClientThatTakesNothingIsDroppedAndToldWhereToGoOn() throws Exception {
        try (TestingEvents events = new TestingEvents()) {
            String reason = "x".repeat(MESSAGE_BYTES);
            for (int i = 0; i < MESSAGES; i++) {
                events.publish(new JobCancelRequested("slow-" + UUID.randomUUID(), reason));
            }
        }
        String received = "";
        for (int patience = 4; !received.contains("event:dropped") && patience < 20; patience += 3) {
            received = receivedAfter(Duration.ofSeconds(patience));
        }

        assertThat(received).contains("event:dropped").containsPattern("\"resume_at\":\"0:\\d+[^\"]*\"");
        assertThat(received.length()).isLessThan(MESSAGES * MESSAGE_BYTES);
        assertThat(received.substring(received.indexOf("event:dropped"))).doesNotContain("JobCancelRequested");
    }

    /**
     * What a client gets that begins to read after a while: until the server hangs up, or, where it read too early to be
     * slow, until it has everything.
     */
    private String receivedAfter(Duration wait) throws Exception {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(16 << 10);
            socket.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
            socket.connect(new InetSocketAddress(console.getHost(), console.getPort()));
            socket.getOutputStream()
                    .write("GET /api/topics/control/events?from=beginning HTTP/1.1\r\nHost: %s\r\n\r\n"
                            .formatted(console.getAuthority())
                            .getBytes(StandardCharsets.US_ASCII));
            Thread.sleep(wait);
            return new String(socket.getInputStream().readNBytes(MESSAGES * MESSAGE_BYTES), StandardCharsets.UTF_8);
        }
    }
}
