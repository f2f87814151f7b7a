package io.epochline.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The whole of Epochline as a user has it: the command line, the server and all services as processes of their own, from the
 * jars of this build, with data and ports of their own.
 */
final class InstalledEpochline implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();
    private static final List<String> MODULES =
            List.of("trainer-service", "analyzer-service", "sampler-service", "console", "deploy");
    private static final List<String> PORTS = List.of("KAFKA", "S3", "CONSOLE", "ANALYZER", "SAMPLER", "TRAINER");
    /** The trainers take the ports that follow the last. */
    private static final int PORTS_IN_ALL = PORTS.size() + 1;

    private final Path home;
    private final Map<String, String> environment;

    /** What a command left. */
    record Done(int exitStatus, String output, String errors) {
        JsonNode json() throws IOException {
            assertThat(exitStatus).as(errors).isZero();
            return JSON.readTree(output);
        }
    }

    /** @param home an empty folder */
    InstalledEpochline(Path home) throws IOException {
        this.home = home;
        for (String module : MODULES) {
            Files.createSymbolicLink(home.resolve(module), PROJECT.resolve(module));
        }
        int first = freePorts();
        environment = IntStream.range(0, PORTS.size())
                .boxed()
                .collect(
                        Collectors.toMap(i -> "EPOCHLINE_" + PORTS.get(i) + "_PORT", i -> Integer.toString(first + i)));
    }

    /** Runs a command of the command line to its end. */
    Done run(String... arguments) throws IOException, InterruptedException {
        Path jar = PROJECT.resolve("console/cli/target/epochline-cli-0.1.0.jar");
        assertThat(jar).as("built by 'mvn package'").exists();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Depochline.home=" + home,
                "-cp",
                jar + ":" + jar.resolveSibling("lib") + "/*",
                "io.epochline.console.cli.Main"));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(home, "command", ".out");
        Path errors = Files.createTempFile(home, "command", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("still at it after 5 minutes: " + command + Files.readString(errors));
        }
        return new Done(process.exitValue(), Files.readString(output), Files.readString(errors));
    }

    /** Starts what does not run. */
    void up() throws IOException, InterruptedException {
        Done up = run("up");
        assertThat(up.exitStatus()).as(up.errors()).isZero();
    }

    /** Ends a process at once, as a machine that loses its power does. */
    void kill(String name) throws IOException {
        ProcessHandle process = process(name).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    private Optional<ProcessHandle> process(String name) throws IOException {
        for (JsonNode process : processes()) {
            if (process.get("name").asText().equals(name)) {
                return ProcessHandle.of(process.get("pid").asLong());
            }
        }
        return Optional.empty();
    }

    private JsonNode processes() throws IOException {
        Path state = home.resolve(".epochline/state.json");
        return Files.exists(state) ? JSON.readTree(state.toFile()).get("processes") : JSON.createArrayNode();
    }

    /** What the console answers, unless it is away or does not know. */
    Optional<JsonNode> ask(String path) {
        try {
            Response response = RestAssured.get("http://127.0.0.1:" + environment.get("EPOCHLINE_CONSOLE_PORT") + path);
            return response.statusCode() == 200 ? Optional.of(JSON.readTree(response.asString())) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        List<ProcessHandle> started = new ArrayList<>();
        for (JsonNode process : processes()) {
            ProcessHandle.of(process.get("pid").asLong()).ifPresent(started::add);
        }
        Done down = run("down");
        started.forEach(ProcessHandle::destroyForcibly);
        assertThat(down.exitStatus()).as(down.errors()).isZero();
    }

    /** The first of a row of ports that nobody listens on. */
    private static int freePorts() {
        SplittableRandom random = new SplittableRandom();
        while (true) {
            int first = random.nextInt(20_000, 30_000);
            if (IntStream.range(first, first + PORTS_IN_ALL).allMatch(InstalledEpochline::isFree)) {
                return first;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
