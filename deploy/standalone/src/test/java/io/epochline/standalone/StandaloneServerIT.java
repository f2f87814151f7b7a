package io.epochline.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server as a process: what it prints and how it exits. */
class StandaloneServerIT {
    @TempDir
    private Path folder;

    private record Outcome(int exitCode, String output) {}

    @Test
    void refusesAFolderThatAnotherServerUses() throws Exception {
        TestServers other = TestServers.shared();

        Outcome outcome = run("--data", other.data().toString());

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.output().lines())
                .singleElement()
                .asString()
                .contains("The data folder " + other.data() + " is in use by another Epochline server (pid "
                        + other.pid());
    }

    @Test
    void namesATakenPort() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Outcome outcome = run("--data", folder.toString(), "--kafka-port", "" + taken.getLocalPort());

            assertThat(outcome.exitCode()).isEqualTo(2);
            assertThat(outcome.output().lines())
                    .singleElement()
                    .asString()
                    .contains("Port " + taken.getLocalPort() + ", wanted for Kafka, is taken by")
                    .contains("--kafka-port or EPOCHLINE_KAFKA_PORT");
        }
    }

    @Test
    void namesAFolderThatCannotBeUsed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "in the way");

        Outcome outcome = run("--data", file.resolve("data").toString());

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.output().lines())
                .singleElement()
                .asString()
                .contains("The folder " + file.resolve("data") + " cannot be used");
    }

    @Test
    void printsItsAddressUsesTheGivenKeysAndStopsCleanlyWhenTold() throws Exception {
        ProcessBuilder builder = command("--data", folder.toString(), "--kafka-port", "" + freePort());
        builder.environment()
                .putAll(Map.of(
                        "EPOCHLINE_S3_PORT", "" + freePort(),
                        "EPOCHLINE_S3_ACCESS_KEY", "given",
                        "EPOCHLINE_S3_SECRET_KEY", "given-secret"));
        Process server = builder.start();
        String line = server.inputReader().readLine();

        ServerAddress address = ServerAddress.read(folder.resolve("ready.json"));
        assertThat(line).isEqualTo(address.toJson());
        assertThat(address.pid()).isEqualTo(server.pid());
        assertThat(address.credentials()).isEqualTo(new S3Credentials("given", "given-secret"));

        server.destroy();
        assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(folder.resolve("ready.json")).doesNotExist();
        assertThat(folder.resolve("kafka/.kafka_cleanshutdown")).exists();
    }

    @Test
    void endsWithItsParent() throws Exception {
        Process parent = new ProcessBuilder("sleep", "60").start();
        Process server = command(
                        "--data", folder.toString(),
                        "--kafka-port", "" + freePort(),
                        "--s3-port", "" + freePort(),
                        "--parent", "" + parent.pid())
                .start();
        assertThat(server.inputReader().readLine()).contains("kafka_bootstrap");

        parent.destroyForcibly();

        assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    private static Outcome run(String... arguments) throws Exception {
        Process process = command(arguments).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Outcome(process.waitFor(), output);
    }

    private static ProcessBuilder command(String... arguments) {
        return new ProcessBuilder(ServerCommand.of(ServerCommand.ownCode(), List.of(), List.of(arguments)))
                .redirectError(ProcessBuilder.Redirect.DISCARD);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
