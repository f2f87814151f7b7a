package io.epochline.console.cli.submit;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.Concurrently;
import io.epochline.artifacts.DataFiles;
import io.epochline.artifacts.ObjectInfo;
import io.epochline.artifacts.Sha256;
import io.epochline.artifacts.layout.DatasetLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts local files into the store under the hash of their content, unless they are there. */
record Upload(ArtifactStore store) {

    private static final String CONTENT_TYPE = "application/octet-stream";

    /** A file, or a folder with all below it; gives what refers to it. */
    String of(Path path) {
        String key = Files.isDirectory(path) ? folder(path) : file(path);
        return "s3://" + store.bucket() + "/" + key;
    }

    private String file(Path file) {
        String key = DatasetLayout.file(Sha256.of(file), file.getFileName().toString());
        if (store.stat(key).isEmpty()) {
            store.put(key, file, CONTENT_TYPE);
        }
        return key;
    }

    /** An upload that broke off goes on where it was. */
    private String folder(Path folder) {
        Map<String, Path> files = new DataFiles(Path.of("/"), store).folder(folder.toString());
        StringBuilder contents = new StringBuilder();
        files.forEach((name, file) ->
                contents.append(name).append('\n').append(Sha256.of(file)).append('\n'));
        String prefix = DatasetLayout.folder(
                Sha256.of(contents.toString()), folder.getFileName().toString());
        Set<String> there = store.list(prefix).stream().map(ObjectInfo::key).collect(Collectors.toSet());
        List<String> missing = files.keySet().stream()
                .filter(name -> !there.contains(prefix + name))
                .toList();
        Concurrently.forEach(missing, name -> store.put(prefix + name, files.get(name), CONTENT_TYPE));
        return prefix;
    }
}
