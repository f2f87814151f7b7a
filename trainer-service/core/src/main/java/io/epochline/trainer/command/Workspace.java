package io.epochline.trainer.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folders of one attempt, below {@code <work>/<run>/}. What earlier attempts left there is removed, except for
 * {@code checkpoints}, which lives as long as the run.
 *
 * @param run holds all that there is of the run on this machine
 * @param scratch of this attempt alone
 * @param folder in which the program runs
 */
public record Workspace(Path run, Path scratch, Path folder) implements AutoCloseable {

    private static final String CHECKPOINTS = "checkpoints";

    public static Workspace make(Programs programs, Program program, String runId, int attempt) {
        Path run = programs.work().resolve(runId);
        Path scratch = run.resolve("attempt-" + attempt);
        try {
            Files.createDirectories(run.resolve(CHECKPOINTS));
            for (Path child : children(run)) {
                if (!child.endsWith(CHECKPOINTS)) {
                    delete(child);
                }
            }
            Files.createDirectories(scratch.resolve("tmp"));
            Path folder = program.folder() != null ? program.folder() : scratch.resolve("folder");
            Files.createDirectories(folder);
            return new Workspace(run, scratch, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where programs may keep what a later attempt goes on from. */
    Path checkpoints() {
        return run.resolve(CHECKPOINTS);
    }

    Path temporary() {
        return scratch.resolve("tmp");
    }

    /** Removes all that there is of the run, when it is over. */
    public void forget() {
        deleteQuietly(run);
    }

    @Override
    public void close() {
        deleteQuietly(scratch);
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList();
        }
    }

    /** What cannot be removed stays for the operator: it is no reason for a run to fail. */
    private static void deleteQuietly(Path root) {
        try {
            delete(root);
        } catch (IOException e) {
            System.getLogger(Workspace.class.getName())
                    .log(System.Logger.Level.WARNING, "{0} could not be removed: {1}", root, e);
        }
    }

    /** Links are removed, not followed. */
    private static void delete(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException fault) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
