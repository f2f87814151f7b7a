package io.epochline.trainer.command;

import io.epochline.trainer.TrainerException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A program that jobs may run.
 *
 * @param executable what is started
 * @param args its first arguments, before those of the job
 * @param folder in which it runs; null for a fresh one in each attempt
 * @param env what the operator sets in its environment
 * @param inherit the variables that it has from the worker's own environment
 * @param allowEnv the variables that jobs may set
 */
public record Program(
        String name,
        Path executable,
        List<String> args,
        Path folder,
        Map<String, String> env,
        List<String> inherit,
        Set<String> allowEnv,
        Limits limits) {

    /**
     * What a run of the program may take.
     *
     * @param time seconds, or null for no limit
     * @param grace seconds between asking it to end and ending it
     * @param logMib how much of its output is kept, in MiB: the first and the last half
     * @param artifactMib how much of its files is kept, in MiB
     * @param artifacts how many of its files are kept
     */
    public record Limits(Double time, Double grace, Integer logMib, Integer artifactMib, Integer artifacts) {

        public Limits {
            grace = grace == null ? 1.5 : grace;
            logMib = logMib == null ? 16 : logMib;
            artifactMib = artifactMib == null ? 1024 : artifactMib;
            artifacts = artifacts == null ? 100 : artifacts;
        }

        long logBytes() {
            return (long) logMib << 20;
        }

        long artifactBytes() {
            return (long) artifactMib << 20;
        }
    }

    void checkPresent() {
        if (!Files.isRegularFile(executable) || !Files.isExecutable(executable)) {
            throw TrainerException.notFound(
                    "The program '%s' is listed as %s, which %s on this worker.",
                    name, executable, Files.exists(executable) ? "cannot be executed" : "is not there");
        }
        if (folder != null && !Files.isDirectory(folder)) {
            throw TrainerException.notFound(
                    "The program '%s' is listed to run in %s, which is no folder on this worker.", name, folder);
        }
    }
}
