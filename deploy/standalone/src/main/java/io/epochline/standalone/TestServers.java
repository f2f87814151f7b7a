package io.epochline.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A real broker and a real S3 server for tests: one process on free ports with a temporary folder, shared by all tests of a
 * JVM and gone with it.
 *
 * <pre>{@code
 * TestServers servers = TestServers.shared();
 * servers.kafkaBootstrap();              // 127.0.0.1:41234
 * servers.s3Endpoint();                  // http://127.0.0.1:41235
 * servers.accessKey(); servers.secretKey();
 * servers.kill();                        // as kill -9 does; data, ports and keys stay
 * servers.restart();
 * }</pre>
 *
 * Tests that kill, or that count what is there, take a server of their own with {@link #start()} and close it.
 */
public final class TestServers implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    /** Where the shared server's folder is told, to be seen by every class loader of the JVM. */
    private static final String SHARED = "epochline.test.servers";

    private final Path folder;
    private final int kafkaPort;
    private final int s3Port;
    private ProcessHandle process;

    private TestServers(Path folder, int kafkaPort, int s3Port) {
        this.folder = folder;
        this.kafkaPort = kafkaPort;
        this.s3Port = s3Port;
    }

    /** The server that all tests of this JVM share; started by the first call. */
    public static TestServers shared() {
        synchronized (System.getProperties()) {
            String folder = System.getProperty(SHARED);
            if (folder != null) {
                return attach(Path.of(folder));
            }
            TestServers servers = start();
            System.setProperty(SHARED, servers.folder.toString());
            return servers;
        }
    }

    /** A server of one's own; {@link #close()} stops it and deletes its data, the end of the JVM does too. */
    public static TestServers start() {
        try {
            TestServers servers = new TestServers(Files.createTempDirectory("epochline-test"), freePort(), freePort());
            Runtime.getRuntime().addShutdownHook(new Thread(servers::close, "stop test servers"));
            servers.restart();
            return servers;
        } catch (IOException e) {
            throw StandaloneException.failedToStart("The test server", e.toString(), e);
        }
    }

    private static TestServers attach(Path folder) {
        ServerAddress address = ServerAddress.read(readyFile(folder));
        TestServers servers = new TestServers(folder, port(address.kafkaBootstrap()), port(address.s3Endpoint()));
        servers.process = ProcessHandle.of(address.pid())
                .orElseThrow(() -> StandaloneException.failedToStart("The shared test server", "it has died", null));
        return servers;
    }

    public String kafkaBootstrap() {
        return "127.0.0.1:" + kafkaPort;
    }

    public String s3Endpoint() {
        return "http://127.0.0.1:" + s3Port;
    }

    public String accessKey() {
        return credentials().accessKey();
    }

    public String secretKey() {
        return credentials().secretKey();
    }

    /** The settings of an Epochline service that uses these servers. */
    public Map<String, String> properties() {
        return Map.of(
                "kafka.bootstrap.servers", kafkaBootstrap(),
                "epochline.store.endpoint", s3Endpoint(),
                "epochline.store.access-key", accessKey(),
                "epochline.store.secret-key", secretKey());
    }

    public long pid() {
        return process.pid();
    }

    /** Where the data are: {@code kafka/}, {@code s3/}. */
    public Path data() {
        return folder.resolve("data");
    }

    /** Stops the process as an operator would; data, ports and keys stay. */
    public void stop() {
        process.destroy();
        process.onExit().join();
    }

    /** Ends the process at once, with no chance to flush or say goodbye. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
        readyFile(folder).toFile().delete();
    }

    /** Starts the process again over the same data, ports and keys. */
    public void restart() {
        if (process != null && process.isAlive()) {
            kill();
        }
        Path log = folder.resolve("server.log");
        List<String> arguments = List.of(
                "--data", data().toString(),
                "--kafka-port", Integer.toString(kafkaPort),
                "--s3-port", Integer.toString(s3Port),
                "--ready-file", readyFile(folder).toString(),
                "--parent", Long.toString(ProcessHandle.current().pid()));
        process = Launch.of(ServerCommand.of(ServerCommand.ownCode(), List.of(), arguments), Map.of(), folder, log);
        Launch.awaitReady("The test server", process, () -> Files.exists(readyFile(folder)), START_LIMIT, log);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            System.err.println("Left behind: " + folder + " (" + e + ")");
        }
    }

    private S3Credentials credentials() {
        return S3Credentials.read(data().resolve("credentials.json"));
    }

    private static Path readyFile(Path folder) {
        return folder.resolve("ready.json");
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
