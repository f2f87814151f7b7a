package io.epochline.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.artifacts.MemoryArtifactStore;
import io.epochline.artifacts.ObjectInfo;
import io.epochline.events.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Of the files that programs write, those are kept that are asked for, allowed, and theirs. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class CommandFilesTest {

    @TempDir
    Path home;

    private TestPrograms worker;

    @BeforeEach
    void open() {
        worker = new TestPrograms(home, new MemoryArtifactStore("epochline"));
    }

    private List<String> kept() {
        String prefix = TestPrograms.LAYOUT.file("");
        return worker.store.list(prefix).stream()
                .map(ObjectInfo::key)
                .map(key -> key.substring(prefix.length()))
                .toList();
    }

    @Test
    void filesAreKeptUnderTheirPaths() throws IOException {
        worker.run("""
                mkdir -p plots/deep other
                echo a > model.pt; echo b > plots/one.png; echo c > plots/deep/two.png; echo d > other/three.png
                ln -s model.pt last.pt
                echo val_loss=1
                """, "", "artifacts: ['*.pt', 'plots/**']");

        assertThat(kept()).containsExactly("last.pt", "model.pt", "plots/deep/two.png", "plots/one.png");
        var summary = Json.MAPPER.readTree(worker.store.get(TestPrograms.LAYOUT.summary()));
        assertThat(summary.at("/artifacts").has("files/plots/one.png")).isTrue();
    }

    @Test
    void whatLiesElsewhereIsNotTheirs() throws IOException {
        Files.writeString(home.resolve("secret.txt"), "secret");
        Files.createDirectories(home.resolve("elsewhere"));
        Files.writeString(home.resolve("elsewhere/other.txt"), "secret");
        worker.run("""
                ln -s "$HERE/secret.txt" linked.txt
                ln -s "$HERE/elsewhere" folder
                mkfifo pipe.txt
                ln -s /nowhere broken.txt
                echo val_loss=1
                """, "env: {HERE: '{here}'}", "artifacts: ['**.txt']");

        assertThat(kept()).isEmpty();
        assertThat(worker.log())
                .contains("The file linked.txt is left out: it leads out of the working folder, to ")
                .contains("The file pipe.txt is left out: it is no file")
                .contains("The file broken.txt is left out: it is no file");
    }

    @Test
    void limitsOnSizeAndNumberAreKeptAndSaid() {
        worker.run("""
                head -c 900000 /dev/zero > a.bin
                head -c 900000 /dev/zero > b.bin
                echo c > c.bin; echo d > d.bin
                echo val_loss=1
                """, "limits: {artifact_mib: 1, artifacts: 3}", "artifacts: ['*.bin', 'none*']");

        assertThat(kept()).containsExactly("a.bin", "c.bin");
        assertThat(worker.log())
                .contains("The file b.bin is left out: it has 900000 bytes, and 148576 more are kept at most")
                .contains("3 files are kept at most")
                .contains("No file matches none*");
    }

    @Test
    void inAFolderThatIsNotItsOwnOlderFilesAreSomebodyElses() throws IOException {
        Path shared = Files.createDirectories(home.resolve("shared"));
        Files.setLastModifiedTime(
                Files.writeString(shared.resolve("old.txt"), "old"),
                FileTime.from(Instant.now().minusSeconds(3600)));
        worker.run("cat old.txt; echo new > new.txt; echo val_loss=1", "folder: shared", "artifacts: ['*.txt']");

        assertThat(worker.log()).startsWith("old");
        assertThat(kept()).containsExactly("new.txt");
        assertThat(shared.resolve("new.txt")).as("the folder is left as it is").exists();
    }

    @Test
    void filesOfARunThatFailsAreKeptToo() {
        worker.run("echo clue > core.txt; exit 1", "", "artifacts: [core.txt]");

        assertThat(kept()).containsExactly("core.txt");
    }
}
