package io.epochline.trainer.data;

import io.epochline.artifacts.DataCache;
import io.epochline.artifacts.DataFiles;
import io.epochline.artifacts.MemoryArtifactStore;
import io.epochline.events.spec.DataSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Data files in a folder that a test throws away. */
record TestingFiles(Path folder, MemoryArtifactStore store, DataFiles files) {

    static TestingFiles in(Path folder) {
        MemoryArtifactStore store = new MemoryArtifactStore("lab");
        DataCache cache = new DataCache(folder.resolve("cache"), 1 << 30);
        return new TestingFiles(folder, store, new DataFiles(folder, store, cache));
    }

    TestingFiles with(String name, byte[] content) {
        try {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.write(folder.resolve(name), content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Examples open(DataSpec spec) {
        return Datasets.open(spec, files);
    }
}
