package io.epochline.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochline.events.FailureCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        files = new DataFiles(folder.resolve("data"), store, new DataCache(folder.resolve("cache"), 1 << 20));
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

    @Test
    void givesFilesToMapAndKeepsCopiesOfObjects() {
        store.put("sets/rows.csv", new byte[] {1}, "text/csv");

        assertThat(files.file("rows.csv"))
                .isEqualTo(folder.toAbsolutePath().normalize().resolve("data/rows.csv"));
        Path copy = files.file("s3://lab/sets/rows.csv");
        assertThat(copy).hasBinaryContent(new byte[] {1}).startsWith(folder.resolve("cache"));
        assertThat(files.file("s3://lab/sets/rows.csv")).isEqualTo(copy);
        assertThatThrownBy(() -> files.file("empty.csv")).hasMessage("'empty.csv' is empty.");
        assertThatThrownBy(() -> files.file("link.csv")).hasMessageContaining("leads out of the data folder");
    }

    @Test
    void listsFoldersHereAndInTheStoreAlike() throws IOException {
        Files.createDirectories(folder.resolve("data/set/b"));
        Files.writeString(folder.resolve("data/set/b/1.png"), "b1");
        Files.writeString(folder.resolve("data/set/a.csv"), "a");
        Files.writeString(folder.resolve("data/set/.hidden"), "h");
        Files.createSymbolicLink(folder.resolve("data/set/link"), folder.resolve("secret.csv"));
        store.put("set/b/1.png", "b1".getBytes(StandardCharsets.UTF_8), "image/png");
        store.put("set/a.csv", "a".getBytes(StandardCharsets.UTF_8), "text/csv");
        store.put("set/.hidden", "h".getBytes(StandardCharsets.UTF_8), "text/plain");

        for (String path : List.of("set", "s3://lab/set", "s3://lab/set/")) {
            assertThat(files.folder(path).keySet()).as(path).containsExactly("a.csv", "b/1.png");
            assertThat(files.folder(path).get("b/1.png")).hasContent("b1");
        }
        assertThatThrownBy(() -> files.folder("sett")).hasMessageContaining("Did you mean 'set'?");
        assertThatThrownBy(() -> files.folder("s3://lab/none")).hasMessageContaining("There is no object 'none/");
        assertThatThrownBy(() -> files.folder("..")).hasMessageContaining("leads out of the data folder");
    }

    private void assertFault(String path, FailureCode code, String message) {
        assertThatThrownBy(() -> files.read(path))
                .isInstanceOfSatisfying(
                        ArtifactException.class,
                        e -> assertThat(e.failure().code()).isEqualTo(code))
                .hasMessageContaining(message);
    }
}
