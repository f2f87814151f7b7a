package io.epochline.console.cli;

import io.epochline.console.cli.output.SystemTerminal;
import io.epochline.console.cli.output.Terminal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * What surrounds a command.
 *
 * @param home the project folder, in which everything is built and {@code .epochline} lies
 */
record Session(Path home, Map<String, String> environment, Terminal terminal, Clock clock) {

    /** The session of this process; the launcher says where the project is. */
    static Session ofProcess() {
        Map<String, String> environment = System.getenv();
        Path home = Path.of(System.getProperty("epochline.home", ""));
        return new Session(
                home.toAbsolutePath().normalize(),
                environment,
                SystemTerminal.open(environment),
                Clock.systemDefaultZone());
    }

    Installation installation() {
        return new Installation(home, environment);
    }
}
