package io.epochline.console.report.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.artifacts.MaskedCrc;
import io.epochline.artifacts.curve.Point;
import io.epochline.artifacts.log.LogReader;
import io.epochline.artifacts.log.LoggedRun;
import io.epochline.artifacts.log.TrainingLog;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzWriter;
import io.epochline.console.report.TestingRuns;
import io.epochline.console.report.export.proto.Event;
import io.epochline.console.report.export.proto.Summary;
import io.epochline.console.report.signal.RunFolder;
import io.epochline.console.report.signal.RunSignals;
import io.epochline.console.report.signal.Signal;
import io.epochline.events.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardFileTest {

    private static final long END = 1_800_000_000L;

    @TempDir
    Path folder;

    private RunFolder run;

    private static final String SUMMARY = """
            {"status": "succeeded", "best_val_loss": 0.5, "final_val_loss": "NaN", "epochs": 3, "seconds": 6,
             "metrics": {"accuracy": 0.75},
             "settings": {"optimizer": {"name": "adam", "lr": 0.01}, "batch_size": 16, "clip_norm": null,
                          "record": ["grads", "curvature"]}}
            """;

    /** A loss that is 0 at step 2 and NaN at step 3. */
    @BeforeEach
    void writeTrace() throws IOException {
        Map<String, NpyArray> trace = TestingRuns.trace(0, TestingRuns.STEPS);
        double[] loss = trace.get("loss").doubles();
        loss[1] = 0;
        loss[2] = Double.NaN;
        trace.put("loss", NpyArray.of(loss, loss.length));
        Path file = Files.write(folder.resolve("trace.npz"), NpzWriter.bytes(trace));
        Files.setLastModifiedTime(file, FileTime.fromMillis(1000 * END));
        Files.writeString(folder.resolve("meta.json"), TestingRuns.META);
        Files.writeString(folder.resolve("summary.json"), SUMMARY);
        run = RunFolder.of(folder, "run-1");
    }

    private byte[] written() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TensorBoardFile.write(run, RunSignals.of(run), out);
        return out.toByteArray();
    }

    @Test
    void everyScalarStandsAtItsStep() throws IOException {
        Map<String, List<Double>> scalars = new LinkedHashMap<>();
        for (Event event : read(written())) {
            for (Summary.Value value : event.getSummary().getValueList()) {
                if (value.getValueCase() == Summary.Value.ValueCase.SIMPLE_VALUE) {
                    scalars.computeIfAbsent(value.getTag(), any -> new ArrayList<>())
                            .add((double) value.getSimpleValue());
                }
            }
        }

        assertThat(scalars.keySet())
                .contains("loss", "metric/accuracy", "theta/dense/bias/0", "theta/dense/weight/norm", "theta/norm");
        assertThat(scalars.get("loss")).hasSize(TestingRuns.STEPS).startsWith(1.0, 0.0, Double.NaN, 0.25);
        assertThat(scalars.get("val_loss")).hasSize(2);
    }

    @Test
    void theLogReaderReadsItBack() throws IOException {
        TrainingLog log = LogReader.read(new ByteArrayInputStream(written()));
        LoggedRun read = log.primary().orElseThrow();

        assertThat(log.format()).isEqualTo("tensorboard");
        assertThat(log.warnings()).isEmpty();
        assertThat(read.unit()).isEqualTo("step");
        assertThat(read.series().get("loss").points().stream().map(Point::value))
                .hasSize(TestingRuns.STEPS)
                .startsWith(1.0, 0.0, Double.NaN, 0.25);
        assertThat(read.series().get("val_loss").size()).isEqualTo(2);
    }

    @Test
    void timesAreCountedBackFromTheEndByTheDurationsOfEpochs() throws IOException {
        List<Event> events = read(written());

        assertThat(events.getFirst().getFileVersion()).isEqualTo("brain.Event:2");
        assertThat(events.getFirst().getWallTime()).isEqualTo(END - 6);
        assertThat(events.subList(1, events.size())).extracting(Event::getStep).isSorted();
        assertThat(events)
                .filteredOn(event -> event.getStep() == 5)
                .extracting(Event::getWallTime)
                .containsOnly(END - 4.0);
        assertThat(events.getLast().getWallTime()).isEqualTo(END);
    }

    @Test
    void aRunThatGoesOnHasSettingsAndNoEnd() throws IOException {
        Files.delete(folder.resolve("summary.json"));
        Files.writeString(folder.resolve("meta.json"), "{\"job\": {\"epochs\": 3}}");

        List<String> tags = read(written()).stream()
                .flatMap(event -> event.getSummary().getValueList().stream())
                .map(Summary.Value::getTag)
                .toList();
        assertThat(tags)
                .contains("_hparams_/session_start_info")
                .doesNotContain("_hparams_/session_end_info")
                .noneMatch(tag -> tag.startsWith("summary/"));
    }

    /** What TensorBoard's own readers found in this very file; see tensorboard_reads.py. */
    @Test
    void tensorBoardReadsWhatTheSignalsAre() throws Exception {
        JsonNode found = readByTensorBoard();
        List<Signal> scalars =
                RunSignals.of(run).all().stream().flatMap(Scalars::of).toList();
        assertThat(found.path("scalars").size()).isEqualTo(scalars.size() + 4);
        for (Signal signal : scalars) {
            JsonNode rows = found.path("scalars").path(signal.name().replace('.', '/'));
            assertThat(rows).as(signal.name()).hasSize(signal.length());
            for (int t = 0; t < signal.length(); t++) {
                assertThat(rows.get(t).get(1).asDouble()).isEqualTo(signal.steps()[t]);
                assertThat((float) rows.get(t).get(2).asDouble()).isEqualTo(Float.valueOf((float) signal.values()[t]));
            }
        }
    }

    @Test
    void tensorBoardReadsHowVectorsSpread() throws Exception {
        JsonNode found = readByTensorBoard().path("histograms");
        List<Signal> vectors =
                RunSignals.of(run).all().stream().filter(Signal::isVector).toList();
        assertThat(vectors).extracting(Signal::name).contains("theta", "theta.dense.weight", "theta.dense.bias");
        assertThat(found).hasSameSizeAs(vectors);
        for (Signal vector : vectors) {
            JsonNode rows = found.path(vector.name().replace('.', '/'));
            assertThat(rows).as(vector.name()).hasSize(vector.length());
            for (int t = 0; t < vector.length(); t++) {
                double[] values = vector.row(t);
                JsonNode row = rows.get(t);
                assertThat(row.path("step").asDouble()).isEqualTo(vector.steps()[t]);
                assertThat(row.path("min").asDouble())
                        .isEqualTo(Arrays.stream(values).min().orElseThrow());
                assertThat(row.path("max").asDouble())
                        .isEqualTo(Arrays.stream(values).max().orElseThrow());
                assertThat(row.path("sum").asDouble())
                        .isEqualTo(Arrays.stream(values).sum());
                assertThat(row.path("num").asInt()).isEqualTo(values.length);
                assertCounts(row, values);
            }
        }
    }

    /** Each bucket has the values between the edge before and its own, that of the last included. */
    private static void assertCounts(JsonNode row, double... values) {
        double before = Double.NEGATIVE_INFINITY;
        for (int b = 0; b < row.path("bucket_limit").size(); b++) {
            double from = before;
            double to = row.path("bucket_limit").get(b).asDouble();
            boolean last = b == row.path("bucket_limit").size() - 1;
            long inside = Arrays.stream(values)
                    .filter(value -> value >= from && (value < to || last && value == to))
                    .count();
            assertThat(row.path("bucket").get(b).asLong()).isEqualTo(inside);
            before = to;
        }
    }

    @Test
    void tensorBoardListsSettingsAndResults() throws Exception {
        JsonNode row = readByTensorBoard().path("hparams").path("run-1");

        assertThat(row.path("status").asText()).isEqualTo("STATUS_SUCCESS");
        assertThat(row.path("seconds").asDouble()).isEqualTo(6);
        assertThat(row.path("settings")).isEqualTo(Json.MAPPER.readTree("""
                        {"batch_size": 16.0, "optimizer.lr": 0.01, "optimizer.name": "adam",
                         "record": "[\\"grads\\",\\"curvature\\"]"}
                        """));
        assertThat(row.path("results").path("summary/best_val_loss").asDouble()).isEqualTo(0.5);
        assertThat(row.path("results").path("summary/metrics/accuracy").asDouble())
                .isEqualTo(0.75);
        assertThat(row.path("results").path("summary/epochs").asDouble()).isEqualTo(3);
        assertThat(row.path("results").has("summary/final_val_loss")).isFalse();
        assertThat(row.path("results").path("lr").asDouble())
                .as("any scalar's last value")
                .isEqualTo((float) 1e-3);
    }

    private JsonNode readByTensorBoard() throws Exception {
        byte[] file = written();
        Path kept = Files.createDirectories(Path.of("target/tensorboard/run-1"));
        Files.write(kept.resolve(TensorBoardFile.name("run-1")), file);
        JsonNode found = Json.MAPPER.readTree(getClass().getResourceAsStream("tensorboard.json"));

        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file)))
                .as("the file that TensorBoard read; after a change, run tensorboard_reads.py again")
                .isEqualTo(found.path("sha256").asText());
        return found;
    }

    private static List<Event> read(byte[] file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        List<Event> events = new ArrayList<>();
        while (in.hasRemaining()) {
            byte[] length = new byte[Long.BYTES];
            in.get(length);
            assertThat(in.getInt()).isEqualTo(MaskedCrc.of(length));
            byte[] record = new byte
                    [(int) ByteBuffer.wrap(length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getLong()];
            in.get(record);
            assertThat(in.getInt()).isEqualTo(MaskedCrc.of(record));
            events.add(Event.parseFrom(record));
        }
        return events;
    }
}
