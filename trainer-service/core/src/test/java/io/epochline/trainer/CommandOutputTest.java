package io.epochline.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.artifacts.MemoryArtifactStore;
import io.epochline.events.EpochCompleted;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStatus;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a program prints is taken, within limits. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class CommandOutputTest {

    @TempDir
    Path home;

    private TestPrograms worker;

    @BeforeEach
    void open() {
        worker = new TestPrograms(home, new MemoryArtifactStore("epochline"));
    }

    @Test
    void jsonLinesAreFollowed() {
        worker.run("""
                echo starting
                echo '{"epoch": 1, "train": {"loss": 0.5}, "val": {"loss": 0.4}}'
                echo '{"epoch": 2, "train": {"loss": NaN}, "val": {"loss": 0.3}}'
                """, "", "metrics: jsonl");

        assertThat(worker.epochs()).extracting(EpochCompleted::valLoss).containsExactly(0.4, 0.3);
        assertThat(worker.epochs()).extracting(EpochCompleted::trainLoss).containsExactly(0.5, Double.NaN);
    }

    @Test
    void barsOfKerasTellOfAnEpochOnceItIsWhole() {
        worker.run("""
                for e in 1 2; do
                  echo "Epoch $e/2"
                  for i in 1 2 3; do
                    printf '\\r%d/3 [==>...] - ETA: 1s - loss: 0.%d' $i $((9 - i))
                  done
                  printf '\\r3/3 [======] - 2s 7ms/step - loss: 0.%d - val_loss: 0.%d\\n' $((6 - e)) $((5 - e))
                done
                """);

        assertThat(worker.epochs()).extracting(EpochCompleted::epoch).containsExactly(1, 2);
        assertThat(worker.epochs()).extracting(EpochCompleted::trainLoss).containsExactly(0.5, 0.4);
        assertThat(worker.epochs()).extracting(EpochCompleted::valLoss).containsExactly(0.4, 0.3);
    }

    @Test
    void barsOfLightningCountFromZeroAndKeepTheLastEpochsValuesForAWhile() {
        worker.run("""
                bar() { printf '\\rEpoch %d: %3d%%|###| %d/2 [00:01<00:00, 9.9it/s, v_num=0, train_loss=0.%d%s]' "$@"; }
                bar 0 50 1 9 '' >&2
                bar 0 100 2 8 ', val_loss=0.7' >&2
                bar 1 50 1 6 ', val_loss=0.7' >&2
                bar 1 100 2 5 ', val_loss=0.4' >&2
                echo >&2
                """);

        assertThat(worker.epochs()).extracting(EpochCompleted::epoch).containsExactly(1, 2);
        assertThat(worker.epochs()).extracting(EpochCompleted::trainLoss).containsExactly(0.8, 0.5);
        assertThat(worker.epochs()).extracting(EpochCompleted::valLoss).containsExactly(0.7, 0.4);
    }

    @Test
    void aLineWithoutEndAndBinaryDataPassBy() {
        RunFinished finished = worker.run("""
                head -c 3000000 /dev/zero | tr '\\0' 'x'
                echo
                head -c 1000000 /dev/urandom
                echo
                echo 'epoch=1 val_loss=0.5'
                """);

        assertThat(finished.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(finished.summary().bestValLoss()).isEqualTo(0.5);
    }

    @Test
    void theLogKeepsTheBeginningAndTheEndOfWhatIsTooLong() {
        worker.run(
                "echo first; yes 'a line of no meaning' | head -c 5000000; echo; echo val_loss=0.5",
                "limits: {log_mib: 1}",
                "");

        String log = worker.log();
        assertThat(log.length()).isBetween(1 << 20, (1 << 20) + 200);
        assertThat(log.lines()
                        .filter(line -> !line.startsWith("a line"))
                        .filter(line -> line.startsWith("[") || line.length() > 20 || line.contains("=")))
                .containsExactly(
                        "[epochline] 3951444 bytes are left out here", "val_loss=0.5", "[epochline] succeeded");
        assertThat(log.substring(0, 12)).isEqualTo("first\na line");
    }

    @Test
    void stepsWithoutNumberBecomeFewerEventsAndAThinnedCurve() {
        RunFinished finished = worker.run(
                "awk 'BEGIN { for (i = 1; i <= 20000; i++) printf \"step %d loss=%.6f%s\\n\", i, 1 / i, "
                        + "i % 1000 ? \"\" : \" val_loss=\" 2 / i }'",
                "", "metrics: log");

        assertThat(finished.summary().epochs()).isEqualTo(20000);
        assertThat(finished.summary().steps()).isEqualTo(20000);
        assertThat(finished.summary().bestValLoss()).isEqualTo(0.0001);
        assertThat(worker.epochs()).hasSizeBetween(2000, 4000);
        assertThat(worker.epochs())
                .filteredOn(epoch -> epoch.valLoss() != null)
                .as("none of those that matter is left out")
                .hasSize(20);
    }
}
