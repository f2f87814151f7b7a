package io.epochline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.minio.GetPresignedObjectUrlArgs;
import io.minio.Http;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DurabilityIT {
    @Test
    void eventsAndObjectsSurviveAKillAndARestart() throws Exception {
        try (TestServers servers = TestServers.start()) {
            TestingClients clients = new TestingClients(servers);
            clients.makeBucket();
            clients.send("survivor", "first");
            clients.put("runs/survivor", "first", Map.of());

            servers.kill();
            servers.restart();
            clients.send("survivor", "second");
            assertThat(clients.get("runs/survivor")).isEqualTo("first");

            servers.stop();
            servers.restart();
            clients.send("survivor", "third");
            assertThat(clients.read("survivor", 3)).containsExactly("first", "second", "third");
            assertThat(clients.get("runs/survivor")).isEqualTo("first");
        }
    }

    @Test
    void anUploadCutOffByAKillLeavesNoObject() throws Exception {
        try (TestServers servers = TestServers.start()) {
            TestingClients clients = new TestingClients(servers);
            clients.makeBucket();
            clients.put(
                    "whole-0f8fad5b-d9cb-469f-a165-70867728950e", "a name like that of an unfinished one", Map.of());
            String url = clients.s3()
                    .getPresignedObjectUrl(GetPresignedObjectUrlArgs.builder()
                            .method(Http.Method.PUT)
                            .bucket(TestingClients.BUCKET)
                            .object("half")
                            .build());
            HttpURLConnection upload =
                    (HttpURLConnection) URI.create(url).toURL().openConnection();
            upload.setRequestMethod("PUT");
            upload.setDoOutput(true);
            upload.setFixedLengthStreamingMode(2_000_000);
            upload.getOutputStream().write(new byte[1_000_000]);
            upload.getOutputStream().flush();
            while (clients.list().size() < 2) {
                Thread.sleep(20);
            }

            servers.kill();
            servers.restart();

            assertThat(clients.list()).containsExactly("whole-0f8fad5b-d9cb-469f-a165-70867728950e");
        }
    }
}
