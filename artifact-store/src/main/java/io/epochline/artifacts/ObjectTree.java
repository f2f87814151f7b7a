package io.epochline.artifacts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a bucket in a folder: object {@code k} is the file {@code <objects>/k}. Links that lead out are not followed.
 *
 * @param root of the store, for messages
 * @param objects where the objects lie, without links
 */
record ObjectTree(Path root, Path objects) {

    /** Where an object is, or would be. */
    Path resolve(String key) {
        Path file = objects.resolve(Keys.check(key)).normalize();
        try {
            Path existing = file.getParent();
            while (!Files.exists(existing)) {
                existing = existing.getParent();
            }
            if (!existing.toRealPath().startsWith(objects) || Files.isSymbolicLink(file)) {
                throw ArtifactException.key(key, "leads out of the store through a link");
            }
            return file;
        } catch (IOException e) {
            throw ArtifactException.folder(root, key, e);
        }
    }

    Optional<ObjectInfo> stat(String key) {
        Path file = resolve(key);
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isRegularFile() ? Optional.of(info(file, attributes)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw ArtifactException.folder(root, key, e);
        }
    }

    List<ObjectInfo> list(String prefix) {
        Keys.checkPrefix(prefix);
        int lastSlash = prefix.lastIndexOf('/');
        Path start = lastSlash < 0 ? objects : resolve(prefix.substring(0, lastSlash));
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        List<ObjectInfo> found = new ArrayList<>();
        try {
            Files.walkFileTree(start, new ObjectVisitor(found));
        } catch (IOException e) {
            throw ArtifactException.folder(root, prefix, e);
        }
        found.removeIf(object -> !object.key().startsWith(prefix));
        found.sort(Comparator.comparing(ObjectInfo::key));
        return List.copyOf(found);
    }

    List<String> folders(String prefix) {
        Path folder = Keys.checkFolder(prefix).isEmpty() ? objects : resolve(prefix.substring(0, prefix.length() - 1));
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(child -> Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS))
                    .map(child -> child.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw ArtifactException.folder(root, prefix, e);
        }
    }

    /** Collects plain files; what is deleted in the meantime was not there. */
    private final class ObjectVisitor extends SimpleFileVisitor<Path> {

        private final List<ObjectInfo> found;

        ObjectVisitor(List<ObjectInfo> found) {
            this.found = found;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) {
                found.add(info(file, attributes));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException fault) throws IOException {
            if (fault instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw fault;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException fault) throws IOException {
            return fault == null ? FileVisitResult.CONTINUE : visitFileFailed(folder, fault);
        }
    }

    private String key(Path file) {
        return objects.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }

    /** Writing puts a new file in the place of the old one, so the file itself tells contents apart. */
    private ObjectInfo info(Path file, BasicFileAttributes attributes) {
        Instant lastModified = attributes.lastModifiedTime().toInstant();
        return new ObjectInfo(key(file), attributes.size(), lastModified, attributes.fileKey() + " " + lastModified);
    }
}
