package io.epochline.console.report.signal;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.artifacts.npz.NpzReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The artifacts of one run, by their names in its folder, such as {@code trace.npz}. */
public interface RunFolder {

    /** The run in a store. */
    static RunFolder of(ArtifactStore store, RunLayout layout) {
        return new StoredRun(store, layout);
    }

    /** A run's folder on disk, called {@code name}. */
    static RunFolder of(Path folder, String name) {
        return new LocalRun(folder, name);
    }

    /** How the run is called. */
    String name();

    /** An archive of arrays, which the caller closes; empty where there is none. */
    Optional<NpzReader> arrays(String file);

    /** A JSON document; empty where there is none. */
    Optional<JsonNode> document(String file);

    /** The names that begin with {@code prefix}, in order. */
    List<String> list(String prefix);

    /** When the file was last written; empty where there is none. */
    Optional<Instant> modified(String file);
}
