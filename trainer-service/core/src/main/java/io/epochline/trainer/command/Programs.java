package io.epochline.trainer.command;

import io.epochline.events.Suggestion;
import io.epochline.trainer.TrainerException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The operator's list: what jobs may run on this worker, and nothing else.
 *
 * @param work where runs have their folders
 */
public record Programs(Path work, Map<String, Program> byName) {

    /** For a worker whose operator has listed nothing. */
    public static final Programs NONE = new Programs(Path.of("."), Map.of());

    public Programs {
        byName = Map.copyOf(byName);
    }

    /**
     * Reads the list from a YAML file.
     *
     * @param work where runs are to have their folders
     * @throws TrainerException that tells all that is wrong with it
     */
    public static Programs load(Path file, Path work) {
        return ProgramsFile.read(file.toAbsolutePath().normalize(), work.toAbsolutePath());
    }

    /** @throws TrainerException when there is no such program, with the names of those that there are */
    Program get(String name) {
        Program program = byName.get(name);
        if (program == null) {
            throw TrainerException.job(
                    "program: '%s' is not among those that the operator of this worker has listed: %s%s",
                    name,
                    byName.isEmpty() ? "there are none" : new TreeMap<>(byName).keySet(),
                    Suggestion.of(name, byName.keySet()));
        }
        return program;
    }
}
