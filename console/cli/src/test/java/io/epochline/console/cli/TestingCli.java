package io.epochline.console.cli;

import io.epochline.console.cli.output.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** Runs commands as the process would, on a terminal that remembers. */
final class TestingCli {

    /** What a command wrote, and its exit status. */
    record Ran(int exitCode, String out, String err) {}

    private final Path home;
    private final Map<String, String> environment;

    TestingCli(Path home) {
        this(home, Map.of());
    }

    TestingCli(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = environment;
    }

    Ran run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(stream(out), stream(err), false, false, 100);
        Session session = new Session(home, environment, terminal, Clock.systemUTC());
        int exitCode = CommandTree.of(session).execute(arguments);
        return new Ran(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
