package io.epochline.trainer;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.epochline.artifacts.Sha256;
import io.epochline.events.JobRequested;
import io.epochline.events.spec.CommandJob;
import io.epochline.trainer.command.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code meta.json} of a program's run.
 *
 * @param command what was started, element by element
 * @param environment the names of the variables that it was given; the operator's values may be secrets
 * @param files sha256 of the executable and of those of the operator's arguments that are files, such as a script
 */
record CommandMeta(
        @JsonUnwrapped Provenance provenance,
        CommandJob job,
        List<String> command,
        List<String> environment,
        Map<String, String> files) {

    /** What is larger is no script. */
    private static final long LARGEST = 64 << 20;

    static CommandMeta of(JobRequested request, int attempt, Command command, TrainerSettings settings) {
        return new CommandMeta(
                Provenance.of(request, attempt, Versions.withoutCompute(), settings),
                command.job(),
                command.argv(),
                command.env().keySet().stream().sorted().toList(),
                files(command));
    }

    private static Map<String, String> files(Command command) {
        Map<String, String> files = new TreeMap<>();
        int own = 1 + command.program().args().size();
        for (String element : command.argv().subList(0, own)) {
            try {
                Path file = Path.of(element);
                if (file.isAbsolute() && Files.isRegularFile(file) && Files.size(file) <= LARGEST) {
                    files.put(element, Sha256.of(Files.readAllBytes(file)));
                }
            } catch (InvalidPathException | IOException e) {
                // It is no file that can be read, so there is no hash of it.
                continue;
            }
        }
        return files;
    }
}
