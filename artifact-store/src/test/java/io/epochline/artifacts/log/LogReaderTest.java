package io.epochline.artifacts.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochline.artifacts.curve.Point;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
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
    void measurementsThatNothingSaysToBeOfATrainingAreNoRun() {
        assertThat(read("top1: 63.03%\ttop5: 93.85%\ntop1: 52.13%\ttop5: 90.61%\n")
                        .runs())
                .isEmpty();
        assertThat(read("rouge1: 0.1667\n").runs()).isEmpty();
    }

    @Test
    void namesThatAreNotKnownAreBelievedWhereTheyAreToldAgainAndAgain() {
        String line = "epoch %d: wobble 0.5, time 0.3, size 2.5 GB\n";
        assertThat(read(line.formatted(1) + line.formatted(2)).runs()).isEmpty();

        LoggedRun run = read(line.formatted(1) + line.formatted(2) + line.formatted(3))
                .primary()
                .orElseThrow();

        assertThat(run.series()).containsOnlyKeys("wobble");
        assertThat(run.curves().isEmpty())
                .as("whether it should fall is not known")
                .isTrue();
    }

    @Test
    void aChineseCodePageIsToldFromAWesternOne() {
        byte[] chinese = "当前epoch:1/50 | 训练损失：0.5\n".getBytes(Charset.forName("GB18030"));
        byte[] western = "Époque 1 précision 0.5 erreur à côté\n".getBytes(Charset.forName("windows-1252"));

        assertThat(LogReader.read(new ByteArrayInputStream(chinese))
                        .primary()
                        .orElseThrow()
                        .series())
                .containsOnlyKeys("train_loss");
        assertThat(LogReader.read(new ByteArrayInputStream(western))
                        .primary()
                        .orElseThrow()
                        .series())
                .containsOnlyKeys("precision");
    }

    @Test
    void aDocumentThatIsCalledAfterAMetricKeepsItsEpochs() {
        TrainingLog log = read(
                "{\"name\": \"accuracy\", \"log\": [{\"epoch\": 1, \"loss\": 0.5}, {\"epoch\": 2, \"loss\": 0.4}]}");

        assertThat(log.primary().orElseThrow().unit()).isEqualTo("epoch");
    }

    @Test
    void settingsHoldForLaterRunsThatTellNone() {
        TrainingLog log =
                read("batch_size: 64\nEpoch 1 loss 0.5\nEpoch 2 loss 0.4\nEpoch 1 loss 0.6\nEpoch 2 loss 0.3\n");

        assertThat(log.runs()).hasSize(2).allSatisfy(run -> assertThat(run.hyperparameters())
                .containsEntry("batch_size", 64L));
    }

    @Test
    void whateverBecomesOfALogItIsReadOrRefusedInWords() throws IOException {
        String[] pieces = {
            "",
            "\u200B",
            "\uFEFF",
            "\n",
            "\r",
            "[",
            "]",
            "(",
            "{",
            "}",
            "'",
            "\"",
            ",",
            ", ",
            ":",
            "=",
            "|",
            "/",
            "%",
            ".",
            "....",
            "-",
            "+",
            " ",
            "\t",
            "\0",
            "1",
            "1,",
            "nan",
            "1e",
            "loss",
            "losses {",
            "epoch",
            "is",
            "损失",
            "dB",
            "[1, 2]",
            "0/0",
            "G "
        };
        SplittableRandom random = new SplittableRandom(7);
        for (Path sample : Samples.in("")) {
            String text = new String(Files.readAllBytes(sample), StandardCharsets.ISO_8859_1);
            for (int round = 0; round < 40; round++) {
                StringBuilder changed = new StringBuilder(text);
                for (int i = random.nextInt(1, 30); i > 0; i--) {
                    int at = random.nextInt(changed.length() + 1);
                    int end = Math.min(changed.length(), at + random.nextInt(4));
                    changed.replace(at, end, pieces[random.nextInt(pieces.length)]);
                }
                byte[] log = changed.toString().getBytes(StandardCharsets.UTF_8);
                try {
                    LogReader.read(new ByteArrayInputStream(log)).runs().forEach(LoggedRun::curves);
                } catch (LogException refused) {
                    assertThat(refused).hasMessageNotContaining("null");
                } catch (RuntimeException e) {
                    throw new AssertionError(sample.getFileName() + " changed in round " + round + ": " + changed, e);
                }
            }
        }
    }

    @Test
    void aLineOfWhichNothingIsLeftIsPassedOver() {
        assertThat(read("\u200B\n😀\nEpoch 1 loss 0.5\n")
                        .primary()
                        .orElseThrow()
                        .count())
                .isEqualTo(1);
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
    void aLineOfAProgramThatStillRunsIsNotWaitedFor() throws IOException {
        InputStream running = new InputStream() {
            private boolean told;

            @Override
            public int read(byte[] target, int offset, int length) {
                assertThat(told).as("a second read would wait for the program").isFalse();
                told = true;
                byte[] line = "epoch 1 loss 0.5\r".getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(line, 0, target, offset, line.length);
                return line.length;
            }

            @Override
            public int read() {
                throw new UnsupportedOperationException("read in blocks");
            }
        };

        assertThat(new LineReader(running).next()).isEqualTo("epoch 1 loss 0.5");
    }

    @Test
    void aLineWithoutEndIsCut() {
        TrainingLog log =
                read("Epoch 1 loss 0.5\n" + "x".repeat(3 * LineReader.MAXIMUM_LENGTH) + "\nEpoch 2 loss 0.4\n");
        assertThat(log.primary().orElseThrow().count()).isEqualTo(2);
        assertThat(log.warnings()).singleElement().asString().startsWith("1 lines were longer");
    }

    @Test
    void aLineThatNeverEndsIsReadInBoundedMemory() {
        GeneratedLog endless = new GeneratedLog(20 * MEBIBYTE, number -> "loss 0.5 and so on ");

        TrainingLog log = LogReader.read(endless);

        assertThat(log.warnings()).anyMatch(warning -> warning.startsWith("1 lines were longer than 65536 bytes"));
        assertThat(log.primary().orElseThrow().count()).isEqualTo(1);
    }

    @Test
    void aLogThatAlwaysNamesNewQuantitiesIsReadInBoundedMemory() {
        GeneratedLog names =
                new GeneratedLog(5 * MEBIBYTE, number -> "epoch %d: q%d_loss=0.5 loss=0.4\n".formatted(number, number));

        LoggedRun run = LogReader.read(names).primary().orElseThrow();

        assertThat(run.series()).hasSize(64).containsKey("loss");
        assertThat(run.count()).isEqualTo(names.lines());
        assertThat(run.warnings()).contains("only the first 64 quantities are kept");
    }

    @Test
    void aHugeLogIsReadInBoundedMemory() {
        Runtime runtime = Runtime.getRuntime();
        GeneratedLog stream =
                new GeneratedLog(50 * MEBIBYTE, number -> "step %d | train loss %s | val loss %s | lr 0.001\n"
                        .formatted(number, 1 + 1.0 / number, 1.1 + 1.0 / number));

        LoggedRun run = LogReader.read(stream).primary().orElseThrow();
        System.gc();
        long held = runtime.totalMemory() - runtime.freeMemory();

        assertThat(run.count()).isEqualTo(stream.lines());
        assertThat(run.trainLoss().points()).hasSizeLessThanOrEqualTo(SeriesRecorder.MAXIMUM_POINTS);
        assertThat(run.trainLoss().points().getFirst().at()).isEqualTo(1);
        assertThat(run.trainLoss().points().getLast().at()).isEqualTo((double) stream.lines());
        assertThat(run.curves()
                        .yardstick()
                        .best(run.curves().direction())
                        .orElseThrow()
                        .at())
                .isEqualTo((double) stream.lines());
        assertThat(run.warnings()).anyMatch(warning -> warning.contains("thinned"));
        assertThat(held).isLessThan(64 * MEBIBYTE);
    }

    @Test
    void aLongCurveIsThinnedEvenlyAndKeepsItsBest() {
        GeneratedLog stream = new GeneratedLog(
                10 * MEBIBYTE, number -> "step %d | train loss %s\n".formatted(number, number == 4321 ? 0.5 : 1.5));

        LoggedRun run = LogReader.read(stream).primary().orElseThrow();
        List<Point> points = run.trainLoss().points();

        assertThat(run.count()).isEqualTo(stream.lines());
        assertThat(points).hasSizeBetween(2048, SeriesRecorder.MAXIMUM_POINTS);
        assertThat(points.getFirst().at()).isEqualTo(1);
        assertThat(points.getLast().at()).isEqualTo((double) stream.lines());
        assertThat(points)
                .filteredOn(point -> point.value() == 0.5)
                .singleElement()
                .satisfies(best -> {
                    assertThat(best.at()).isEqualTo(4321);
                    assertThat(best.line()).isEqualTo(4321);
                });
        assertThat(IntStream.range(1, points.size() - 2)
                        .mapToObj(i -> points.get(i + 1).at() - points.get(i).at())
                        .distinct())
                .as("the stride, and the two parts that the best cuts one into")
                .hasSizeLessThanOrEqualTo(3);
        assertThat(run.warnings()).anyMatch(warning -> warning.contains("thinned"));
    }

    @Test
    void ofALogThatGoesBackAgainAndAgainOnlySomeWarningsAreKept() {
        GeneratedLog jumps = new GeneratedLog(
                MEBIBYTE, number -> "epoch %d loss 0.5\n".formatted(number < 3 ? number : 2 + number % 7));

        assertThat(LogReader.read(jumps).primary().orElseThrow().warnings()).hasSizeLessThan(10);
    }

    @Test
    void aDocumentThatIsNoneAfterAllIsReadByItsLines() {
        TrainingLog log = read("{\n  \"lr\": 0.1\n}\nEpoch 1 loss 0.5\nEpoch 2 loss 0.4\n");

        assertThat(log.format()).isEqualTo("lines");
        assertThat(log.primary().orElseThrow().hyperparameters()).containsEntry("learning_rate", 0.1);
        assertThat(log.primary().orElseThrow().count()).isEqualTo(2);
    }

    @Test
    void aDamagedEventFileIsReadUpToTheDamage() throws IOException, URISyntaxException {
        Path sample = Path.of(
                LogReaderTest.class.getResource("tensorboard_torch.tfevents").toURI());
        byte[] bytes = Files.readAllBytes(sample);
        bytes[300] ^= 1;

        TrainingLog log = LogReader.read(new ByteArrayInputStream(bytes));

        assertThat(log.primary().orElseThrow().count()).isLessThan(4);
        assertThat(log.warnings()).singleElement().asString().contains("checksum", "not read");
    }

    @Test
    void settingsInProseAreNoSettings() {
        LoggedRun run = read("""
                        Model: loading the weights
                        model: train mode
                        loss: going down nicely
                        optimizer: None
                        batch_size: 12:30
                        epochs: 3/10
                        Epoch 1 loss 0.5
                        """).primary().orElseThrow();

        assertThat(run.model()).isNull();
        assertThat(run.loss()).isNull();
        assertThat(run.hyperparameters()).isEmpty();
    }

    private static TrainingLog read(String text) {
        return LogReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
