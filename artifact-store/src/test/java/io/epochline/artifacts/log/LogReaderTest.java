package io.epochline.artifacts.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogReaderTest {

    private static final long MEBIBYTE = 1 << 20;

    @Test
    void anEmptyLogSaysSo() {
        assertThatThrownBy(() -> read("")).isInstanceOf(LogException.class).hasMessageContaining("empty");
        assertThatThrownBy(() -> read("\n \r\n\t\n"))
                .isInstanceOf(LogException.class)
                .hasMessageContaining("empty");
    }

    @Test
    void binaryDataIsNamedWhereItIsKnown() {
        assertThatThrownBy(() -> read("PK\u0003\u0004\0\0\0\0")).hasMessageContaining("zip archive");
        assertThatThrownBy(() -> LogReader.read(new ByteArrayInputStream(new byte[] {1, 2, 0, 3, 5, 6, 7, 1})))
                .isInstanceOf(LogException.class)
                .hasMessageContaining("expected a log as text, found binary data");
    }

    @Test
    void aMissingFileAndAFolderAreSaid(@TempDir Path folder) {
        assertThatThrownBy(() -> LogReader.read(folder)).hasMessageContaining("it is not a file");
        assertThatThrownBy(() -> LogReader.read(folder.resolve("no.txt")))
                .hasMessageContaining("there is no such file");
    }

    @Test
    void aLogWithoutACurveSaysSo() {
        TrainingLog log = read("hello\nworld 3\n");
        assertThat(log.runs()).isEmpty();
        assertThat(log.warnings()).singleElement().asString().startsWith("no curve found");
    }

    @Test
    void aLogOfNaNIsACurveWithoutABest() {
        LoggedRun run = read("Epoch 1 loss nan\nEpoch 2 loss nan\n").primary().orElseThrow();
        assertThat(run.count()).isEqualTo(2);
        assertThat(run.curves().yardstick().best(run.curves().direction())).isEmpty();
    }

    @Test
    void evidenceKeepsTheLinesOfAnEditor() {
        LoggedRun run = read("start\n\nEpoch 1 loss 0.5\r\n\rEpoch 2 loss 0.4\rEpoch 3 loss 0.3\n")
                .primary()
                .orElseThrow();
        assertThat(run.trainLoss().points().stream().map(point -> point.line())).containsExactly(3L, 4L, 4L);
    }

    @Test
    void aLineWithoutEndIsCut() {
        TrainingLog log =
                read("Epoch 1 loss 0.5\n" + "x".repeat(3 * LineReader.MAXIMUM_LENGTH) + "\nEpoch 2 loss 0.4\n");
        assertThat(log.primary().orElseThrow().count()).isEqualTo(2);
        assertThat(log.warnings()).singleElement().asString().startsWith("1 lines were longer");
    }

    @Test
    void aHugeLogIsReadInBoundedMemory() {
        Runtime runtime = Runtime.getRuntime();
        Generated stream = new Generated(50 * MEBIBYTE);

        LoggedRun run = LogReader.read(stream).primary().orElseThrow();
        System.gc();
        long held = runtime.totalMemory() - runtime.freeMemory();

        assertThat(run.count()).isEqualTo(stream.lines);
        assertThat(run.trainLoss().points()).hasSizeLessThanOrEqualTo(SeriesRecorder.MAXIMUM_POINTS);
        assertThat(run.trainLoss().points().getFirst().at()).isEqualTo(1);
        assertThat(run.trainLoss().points().getLast().at()).isEqualTo((double) stream.lines);
        assertThat(run.curves()
                        .yardstick()
                        .best(run.curves().direction())
                        .orElseThrow()
                        .at())
                .isEqualTo((double) stream.lines);
        assertThat(run.warnings()).anyMatch(warning -> warning.contains("thinned"));
        assertThat(held).isLessThan(64 * MEBIBYTE);
    }

    private static TrainingLog read(String text) {
        return LogReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** A log that is made while it is read. */
    private static final class Generated extends InputStream {
        private final long bytes;
        private long written;
        private long lines;
        private byte[] line = {};
        private int position;

        Generated(long bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (position == line.length) {
                if (written >= bytes) {
                    return -1;
                }
                lines++;
                double loss = 1 + 1.0 / lines;
                line = ("step " + lines + " | train loss " + loss + " | val loss " + (loss + 0.1) + " | lr 0.001\n")
                        .getBytes(StandardCharsets.US_ASCII);
                written += line.length;
                position = 0;
            }
            int count = Math.min(length, line.length - position);
            System.arraycopy(line, position, target, offset, count);
            position += count;
            return count;
        }

        @Override
        public int read() throws IOException {
            throw new IOException("read in blocks");
        }
    }
}
