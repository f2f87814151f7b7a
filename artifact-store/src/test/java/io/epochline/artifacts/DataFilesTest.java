package io.epochline.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochline.events.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFilesTest {

    @TempDir
    Path folder;

    private final MemoryArtifactStore store = new MemoryArtifactStore("lab");
    private DataFiles files;

    @BeforeEach
    void makeFiles() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/rows.csv"), "a,b");
        Files.writeString(folder.resolve("data/empty.csv"), "");
        Files.writeString(folder.resolve("secret.csv"), "a,b");
        Files.createSymbolicLink(folder.resolve("data/link.csv"), folder.resolve("secret.csv"));
        files = new DataFiles(folder.resolve("data"), store);
    }

    @Test
    void readsBelowItsFolderAndFromTheStore() {
        store.put("sets/rows.csv", new byte[] {1}, "text/csv");

        assertThat(files.read("rows.csv")).asString().isEqualTo("a,b");
        assertThat(files.read(folder.resolve("data/rows.csv").toString())).hasSize(3);
        assertThat(files.read("s3://lab/sets/rows.csv")).containsExactly(1);
    }

    @Test
    void neverReadsOutsideItsFolder() {
        assertFault("../secret.csv", FailureCode.INVALID_DATA, "leads out of the data folder");
        assertFault(folder.resolve("secret.csv").toString(), FailureCode.INVALID_DATA, "leads out of the data folder");
        assertFault("link.csv", FailureCode.INVALID_DATA, "leads out of the data folder");
        assertFault("s3://other/rows.csv", FailureCode.INVALID_DATA, "must be in the configured bucket: 's3://lab/");
    }

    @Test
    void saysWhatIsMissingAndWhatIsThere() {
        assertFault("row.csv", FailureCode.NOT_FOUND, "There is no file 'row.csv'");
        assertFault("row.csv", FailureCode.NOT_FOUND, "Did you mean 'rows.csv'?");
        assertFault("s3://lab/none.csv", FailureCode.NOT_FOUND, "There is no object 'none.csv' in the bucket 'lab'");
    }

    @Test
    void refusesAnEmptyFile() {
        assertFault("empty.csv", FailureCode.INVALID_DATA, "'empty.csv' must have between 1 and");
    }

    private void assertFault(String path, FailureCode code, String message) {
        assertThatThrownBy(() -> files.read(path))
                .isInstanceOfSatisfying(
                        ArtifactException.class,
                        e -> assertThat(e.failure().code()).isEqualTo(code))
                .hasMessageContaining(message);
    }
}
