package io.epochline.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script in a small project, with a Maven that only notes how it was called and lays down a command line. */
class LauncherTest {
    private static final String COMMAND_LINE = """
            package io.epochline.console.cli;
            public class Main {
                public static void main(String[] arguments) {
                    System.out.println(System.getProperty("epochline.home") + " " + String.join("|", arguments));
                    System.exit(7);
                }
            }
            """;
    private static final String MAVEN = """
            #!/usr/bin/env bash
            echo "$*" >> calls
            echo "java $JAVA_HOME" >> calls
            [ -e fail ] && { echo "[ERROR] Greeter.java:[3,7] cannot find symbol"; exit 3; }
            echo "[INFO] Building Epochline Events 0.1.0                    [1/2]"
            echo "[INFO] Building Epochline Command Line 0.1.0              [2/2]"
            mkdir -p console/cli/target/lib
            cp command-line.jar console/cli/target/epochline-cli-0.1.0.jar
            """;

    @TempDir
    private Path folder;

    private Path project;
    private Path tools;

    private record Outcome(int exitCode, String out, String err) {}

    @BeforeEach
    void layOutAProject() throws IOException {
        folder = folder.toRealPath();
        project = Files.createDirectories(folder.resolve("project"));
        tools = Files.createDirectories(folder.resolve("tools"));
        Path script = Path.of(System.getProperty("user.dir")).resolve("../../epochline");
        Files.copy(script, project.resolve("epochline"));
        Files.createDirectories(project.resolve(".mvn"));
        Files.createDirectories(project.resolve("events/src/main/java"));
        Files.writeString(project.resolve("pom.xml"), "<project/>");
        Files.writeString(project.resolve("events/src/main/java/Greeter.java"), "class Greeter {}");
        executable(tools.resolve("mvn"), MAVEN);
        commandLineJar();
    }

    @Test
    void buildsOnceAndPassesArgumentsAndExitCodeThrough() throws Exception {
        Outcome first = run("epochline", "show", "run one");
        assertThat(first.exitCode()).isEqualTo(7);
        assertThat(first.out()).isEqualTo(project + " show|run one\n");
        assertThat(first.err()).contains("[1/2] Epochline Events", "[2/2] Epochline Command Line", "Built in");

        Outcome second = run("epochline", "show");
        assertThat(second.err()).isEmpty();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void buildsAgainWhenASourceIsNewerOrGone() throws Exception {
        run("epochline");
        Path greeter = project.resolve("events/src/main/java/Greeter.java");

        Thread.sleep(20);
        Files.writeString(greeter, "class Greeter { int changed; }");
        run("epochline");
        assertThat(builds()).isEqualTo(2);

        Thread.sleep(20);
        Files.delete(greeter);
        run("epochline");
        run("epochline");
        assertThat(builds()).isEqualTo(3);
    }

    @Test
    void showsWhyABuildFailedAndTriesAgainNextTime() throws Exception {
        Files.createFile(project.resolve("fail"));
        Outcome failed = run("epochline", "runs");
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err()).contains("cannot find symbol", project + "/.epochline/build.log");

        Files.delete(project.resolve("fail"));
        assertThat(run("epochline", "runs").exitCode()).isEqualTo(7);
    }

    @Test
    void worksThroughASymbolicLinkFromAnywhere() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.createSymbolicLink(elsewhere.resolve("link"), Path.of("../project/epochline"));
        Files.createSymbolicLink(folder.resolve("link-to-link"), elsewhere.resolve("link"));

        assertThat(run("../link-to-link", "status").out()).isEqualTo(project + " status\n");
    }

    @Test
    void passesOverAJdkThatIsTooOld() throws Exception {
        Path old = Files.createDirectories(folder.resolve("jdk-17"));
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.9\"\n");
        executable(Files.createDirectories(old.resolve("bin")).resolve("javac"), "#!/bin/sh\n");

        Outcome outcome = run(Map.of("JAVA_HOME", old.toString()), "epochline", "status");

        assertThat(outcome.exitCode()).isEqualTo(7);
        assertThat(Files.readString(project.resolve("calls"))).doesNotContain("java " + old);
    }

    @Test
    void saysWhatToInstallWhereThereIsNoMaven() throws Exception {
        Files.delete(tools.resolve("mvn"));
        List<String> needed = List.of("env", "bash", "dirname", "readlink", "find", "head", "mkdir", "cat");
        for (String tool : needed) {
            Files.createSymbolicLink(tools.resolve(tool), whereIs(tool));
        }
        Path jdk = Path.of(System.getProperty("java.home"));

        Outcome outcome = run(
                Map.of("PATH", tools.toString(), "JAVA_HOME", jdk.toString(), "HOME", folder.toString()), "epochline");

        for (String tool : needed) {
            Files.delete(tools.resolve(tool));
        }
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("Epochline needs Apache Maven 3.8.7 or newer", "apt install maven");
    }

    @Test
    void runsTheTestsWithMavenAndPassesItsExitCodeThrough() throws Exception {
        Outcome passed = run("epochline", "test", "-pl", "events");
        assertThat(passed.exitCode()).isZero();
        assertThat(passed.out()).contains("[INFO] Building Epochline Events");
        assertThat(Files.readString(project.resolve("calls"))).contains("verify -pl events");

        Files.createFile(project.resolve("fail"));
        assertThat(run("epochline", "test").exitCode()).isEqualTo(3);
    }

    @Test
    void takesOverTheLockOfABuilderThatDied() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Path lock = Files.createDirectories(project.resolve(".epochline/build.lock"));
        Files.writeString(lock.resolve("pid"), dead.pid() + "\n");

        assertThat(run("epochline", "status").exitCode()).isEqualTo(7);
        assertThat(lock).doesNotExist();
    }

    private Outcome run(String... command) throws Exception {
        return run(Map.of(), command);
    }

    private Outcome run(Map<String, String> environment, String... command) throws Exception {
        List<String> line = new ArrayList<>(Arrays.asList(command));
        Path directory = command[0].startsWith("..") ? folder.resolve("elsewhere") : project;
        line.set(0, directory.resolve(command[0]).toString());
        Path err = folder.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(directory.toFile()).redirectError(err.toFile());
        builder.environment().put("PATH", tools + ":" + System.getProperty("java.home") + "/bin:/usr/bin:/bin");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Outcome(process.waitFor(), out, Files.readString(err));
    }

    private long builds() throws IOException {
        try (var calls = Files.lines(project.resolve("calls"))) {
            return calls.filter(call -> call.contains(" package ")).count();
        }
    }

    private void commandLineJar() throws IOException {
        Path source = folder.resolve("Main.java");
        Files.writeString(source, COMMAND_LINE);
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", folder.resolve("classes").toString(), source.toString());
        assertThat(status).isZero();
        String entry = "io/epochline/console/cli/Main.class";
        TestingJar.write(
                project.resolve("command-line.jar"),
                "",
                Map.of(entry, folder.resolve("classes").resolve(entry)));
    }

    private static Path whereIs(String tool) {
        return List.of(Path.of("/usr/bin", tool), Path.of("/bin", tool)).stream()
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }

    private static void executable(Path file, String content) throws IOException {
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
