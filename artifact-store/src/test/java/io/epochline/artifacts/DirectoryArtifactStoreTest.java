package io.epochline.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryArtifactStoreTest extends ArtifactStoreConformance {

    @TempDir
    Path root;

    @Override
    ArtifactStore newStore() {
        return ArtifactStores.open(new StoreConfig.Directory(root.resolve("store"), "epochline"));
    }

    @Test
    void objectsArePlainFilesAndNothingElseIsLeftBehind() throws IOException {
        store.put("runs/r1/trace.npz", new byte[] {1}, "application/octet-stream");
        store.putIfAbsent("runs/r1/trace.npz", new byte[] {2}, "application/octet-stream");

        assertThat(root.resolve("store/epochline/runs/r1/trace.npz")).hasBinaryContent(new byte[] {1});
        assertThat(root.resolve("store/.incoming")).isEmptyDirectory();
    }

    @Test
    void anotherStoreOnTheSameFolderSeesTheSameObjects() {
        store.put("a", new byte[] {1}, "application/octet-stream");

        try (ArtifactStore other = newStore()) {
            assertThat(other.get("a")).containsExactly(1);
            assertThat(other.putIfAbsent("a", new byte[] {2}, "application/octet-stream"))
                    .isEmpty();
        }
    }

    @Test
    void linksThatLeadOutAreNotFollowed() throws IOException {
        Path outside = Files.createDirectories(root.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret");
        Files.createSymbolicLink(root.resolve("store/epochline/link"), outside);
        Files.createSymbolicLink(root.resolve("store/epochline/file"), outside.resolve("secret"));

        assertThatThrownBy(() -> store.get("link/secret")).hasMessageContaining("leads out of the store");
        assertThatThrownBy(() -> store.get("file")).hasMessageContaining("leads out of the store");
        assertThatThrownBy(() -> store.put("link/new", new byte[0], "text/plain"))
                .hasMessageContaining("leads out of the store");
        assertThat(store.list("")).isEmpty();
        assertThat(outside).isDirectoryContaining("glob:**/secret").isDirectoryNotContaining("glob:**/new");
    }

    @Test
    void aKeyThatNeedsAnObjectToBeAFolderIsRefused() {
        store.put("a", new byte[0], "text/plain");
        store.put("b/c", new byte[0], "text/plain");

        assertThatThrownBy(() -> store.put("a/b", new byte[0], "text/plain"))
                .hasMessageContaining("Choose another key");
        assertThatThrownBy(() -> store.put("b", new byte[0], "text/plain")).hasMessageContaining("Choose another key");
    }

    @Test
    void aRootThatIsAFileIsSaidSo() throws IOException {
        Path file = Files.createFile(root.resolve("file"));

        assertThatThrownBy(() -> new DirectoryArtifactStore(file, "epochline"))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining(file.toString());
    }
}
