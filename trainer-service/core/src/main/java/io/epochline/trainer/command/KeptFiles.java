package io.epochline.trainer.command;

import io.epochline.artifacts.ArtifactException;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.events.ArtifactRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files that a program leaves in its working folder, where the job's globs ask for them and the operator's limits allow
 * it. What lies elsewhere, be it behind a link, is none of them. What is left out is said in {@link #notes}.
 */
public final class KeptFiles {

    /** More are not looked for; far above any sensible limit. */
    private static final int MOST_FOUND = 10_000;

    private static final int MOST_NOTES = 100;

    private final Command command;
    private final Path folder;
    private final FileTime since;
    private final List<String> notes = new ArrayList<>();

    /** @param since when the program began: in a folder that is not its own, older files are somebody else's */
    public KeptFiles(Command command, Workspace workspace, FileTime since) {
        this.command = command;
        this.folder = workspace.folder();
        this.since = since;
    }

    /** Puts the files into the store; returns them by their paths below the folder. */
    public Map<String, ArtifactRef> put(ArtifactStore store, RunLayout layout) {
        Map<String, ArtifactRef> kept = new LinkedHashMap<>();
        long left = command.program().limits().artifactBytes();
        Map<String, Path> all = find();
        int most = command.program().limits().artifacts();
        if (all.size() > most) {
            notes.add("%d files are kept at most, in the order of their paths, of more that were asked for"
                    .formatted(most));
        }
        for (Map.Entry<String, Path> found : all.entrySet().stream().limit(most).toList()) {
            String path = found.getKey();
            try {
                Path file = found.getValue();
                long size = Files.size(file);
                if (!file.startsWith(folder.toRealPath())) {
                    leave(path, "it leads out of the working folder, to " + file);
                } else if (size > left) {
                    leave(path, "it has %d bytes, and %d more are kept at most".formatted(size, left));
                } else {
                    kept.put(path, store.put(layout.file(path), file, "application/octet-stream"));
                    left -= size;
                }
            } catch (IOException e) {
                leave(path, "it cannot be read: " + e);
            } catch (ArtifactException e) {
                if (e.failure().retryable()) {
                    throw e;
                }
                leave(path, e.getMessage());
            }
        }
        return kept;
    }

    private void leave(String path, String reason) {
        if (notes.size() < MOST_NOTES) {
            notes.add("The file %s is left out: %s".formatted(path, reason));
        }
    }

    /** What was left out and why, for people. */
    public List<String> notes() {
        return notes;
    }

    /** Files that globs ask for, with links resolved, in the order of their paths. */
    private Map<String, Path> find() {
        Map<String, Path> found = new TreeMap<>();
        if (command.artifacts().isEmpty()) {
            return found;
        }
        boolean shared = command.program().folder() != null;
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Path path = folder.relativize(file);
                    boolean fresh = !shared || attributes.lastModifiedTime().compareTo(since) >= 0;
                    if (fresh && command.artifacts().stream().anyMatch(glob -> glob.matches(path))) {
                        resolve(path, file, found);
                    }
                    return found.size() < MOST_FOUND ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException fault) {
                    leave(folder.relativize(file).toString(), "it cannot be read: " + fault);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (int i = 0; i < command.artifacts().size(); i++) {
            PathMatcher glob = command.artifacts().get(i);
            if (found.keySet().stream().noneMatch(path -> glob.matches(Path.of(path)))) {
                notes.add("No file matches " + command.job().artifacts().get(i));
            }
        }
        return found;
    }

    private void resolve(Path path, Path file, Map<String, Path> found) throws IOException {
        String name = path.toString().replace(path.getFileSystem().getSeparator(), "/");
        if (!Files.isRegularFile(file)) {
            leave(name, "it is no file");
            return;
        }
        found.put(name, file.toRealPath());
    }
}
