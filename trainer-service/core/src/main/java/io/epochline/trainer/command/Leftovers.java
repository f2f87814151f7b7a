package io.epochline.trainer.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Processes that belong to a run though they are no descendants of ours any more: daemons that it made, or children of a
 * worker that was killed. They are known by the variables that every process of a run inherits, as Jenkins knows those of
 * a build. Found on Linux only; elsewhere there are none.
 */
final class Leftovers {

    static final String RUN = "EPOCHLINE_RUN_ID";
    static final String ATTEMPT = "EPOCHLINE_ATTEMPT";

    private static final Path PROCESSES = Path.of("/proc");

    private Leftovers() {}

    /** Of attempts before this one. */
    static List<ProcessHandle> before(String runId, int attempt) {
        return find(runId, variables -> !variables.contains(ATTEMPT + "=" + attempt));
    }

    /** Of this attempt. */
    static List<ProcessHandle> of(String runId, int attempt) {
        return find(runId, variables -> variables.contains(ATTEMPT + "=" + attempt));
    }

    private interface Filter {
        boolean matches(Set<String> variables);
    }

    private static List<ProcessHandle> find(String runId, Filter filter) {
        if (!Files.isDirectory(PROCESSES)) {
            return List.of();
        }
        long own = ProcessHandle.current().pid();
        try (Stream<Path> folders = Files.list(PROCESSES)) {
            return folders.filter(folder -> folder.getFileName().toString().matches("[0-9]+"))
                    .filter(folder -> {
                        Set<String> variables = variables(folder);
                        return variables.contains(RUN + "=" + runId) && filter.matches(variables);
                    })
                    .map(folder -> Long.parseLong(folder.getFileName().toString()))
                    .filter(pid -> pid != own)
                    .flatMap(pid -> ProcessHandle.of(pid).stream())
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** None where the process is another user's, or gone. */
    private static Set<String> variables(Path process) {
        try {
            String all = new String(Files.readAllBytes(process.resolve("environ")), StandardCharsets.ISO_8859_1);
            return Stream.of(all.split("\0"))
                    .filter(variable -> variable.startsWith("EPOCHLINE_"))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            return Set.of();
        }
    }
}
