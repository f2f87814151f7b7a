package io.epochline.standalone;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that runs the embedded server in a JVM of its own. */
final class ServerCommand {
    static final String MAIN_CLASS = "io.epochline.standalone.server.StandaloneServer";

    private static final List<String> JVM_FLAGS = List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dlog4j2.StatusLogger.level=OFF",
            "--enable-native-access=ALL-UNNAMED");

    private ServerCommand() {}

    /**
     * @param code the classes of this module: its jar, or {@code target/classes}
     * @param flags of the JVM beyond the usual ones
     * @param arguments of the server
     */
    static List<String> of(Path code, List<String> flags, List<String> arguments) {
        Path libraries = code.resolveSibling("lib");
        if (!Files.exists(code)) {
            throw StandaloneException.notBuilt(code);
        }
        if (!Files.isDirectory(libraries)) {
            throw StandaloneException.notBuilt(libraries);
        }
        List<String> command = new ArrayList<>();
        command.add(java().toString());
        command.addAll(JVM_FLAGS);
        command.addAll(flags);
        command.addAll(List.of("-cp", code + File.pathSeparator + libraries + File.separator + "*", MAIN_CLASS));
        command.addAll(arguments);
        return command;
    }

    /**
     * Flags to keep the loaded classes in an archive, which halves the next start and saves 30 MB. The JVM writes it when
     * it ends, checks it against the jars, and wants jars.
     */
    static List<String> classArchive(Path code, Path archive) {
        return Files.isRegularFile(code)
                ? List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + archive)
                : List.of();
    }

    /** The Java that runs this process. */
    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** Where the classes of this module were loaded from. */
    static Path ownCode() {
        try {
            return Path.of(ServerCommand.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
