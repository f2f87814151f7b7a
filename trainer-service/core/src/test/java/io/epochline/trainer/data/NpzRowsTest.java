package io.epochline.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochline.artifacts.npz.DType;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzWriter;
import io.epochline.compute.ir.Shape;
import io.epochline.events.spec.DataSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpzRowsTest {

    private static final DataSpec.Npz SPEC = new DataSpec.Npz("d.npz", null, null, null, null, null);
    private static final int ROWS = 500;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void givesTheSameRowsFromPackedAndUnpackedArrays(boolean packed) throws IOException {
        float[] x = new float[ROWS * 6];
        double[] y = new double[ROWS * 2];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) Math.sin(i);
        }
        Arrays.setAll(y, Math::cos);
        Map<String, NpyArray> arrays = Map.of("x", NpyArray.of(x, ROWS, 2, 3), "y", NpyArray.of(y, ROWS, 2));
        Dataset data = open(packed ? deflated(arrays) : NpzWriter.bytes(arrays));

        assertThat(data.inputShape()).isEqualTo(Shape.of(2, 3));
        for (int row = ROWS - 1; row >= 0; row--) {
            assertThat(input(data, row)).containsExactly(Arrays.copyOfRange(x, row * 6, row * 6 + 6));
            assertThat(target(data, row)).containsExactly((float) y[row * 2], (float) y[row * 2 + 1]);
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.filter(Files::isDirectory).flatMap(NpzRowsTest::files))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|u1|255",
                "<|i2|-2",
                "<|f2|1.5",
                ">|f4|1.5",
                ">|f8|-3e10",
                ">|u2|65535",
                "<|i8|-5",
                "<|u4|4294967295"
            })
    void readsNumbersOfEveryTypeAndByteOrder(String order, String type, double value) throws IOException {
        ByteOrder bytes = ">".equals(order) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        ByteBuffer elements = ByteBuffer.allocate(64).order(bytes);
        for (double number : new double[] {1, value, 3, 4}) {
            put(elements, type, number);
        }
        byte[] npz = archive((order == null ? "|" : order) + type, false, "2, 2", elements);

        Dataset data = open(npz);

        assertThat(input(data, 0)).containsExactly(1, (float) value);
        assertThat(input(data, 1)).containsExactly(3, 4);
    }

    @Test
    void turnsArraysInFortranOrder() throws IOException {
        ByteBuffer elements = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : new float[] {1, 2, 3, 4, 5, 6}) {
            elements.putFloat(number);
        }
        Dataset data = open(archive("<f4", true, "2, 3", elements));

        assertThat(input(data, 0)).containsExactly(1, 3, 5);
        assertThat(input(data, 1)).containsExactly(2, 4, 6);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 20, 4000, 1 << 20})
    void mapsFilesLargerThanAWindow(int windowBytes) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(3 + 8 * ROWS).order(ByteOrder.LITTLE_ENDIAN).position(3);
        IntStream.range(0, 2 * ROWS).forEach(bytes::putInt);
        Path file = Files.write(folder.resolve("rows"), bytes.array());
        ByteRows rows = ByteRows.map(file, 3, ByteOrder.LITTLE_ENDIAN, DType.I32, Shape.of(2), ROWS, windowBytes);

        for (int row = 0; row < ROWS; row++) {
            FloatBuffer into = FloatBuffer.allocate(2);
            rows.copy(row, into);
            assertThat(into.array()).containsExactly(2 * row, 2 * row + 1);
        }
    }

    @Test
    void findsDamageBeforeTraining() {
        byte[] whole = NpzWriter.bytes(
                Map.of("x", NpyArray.of(new float[2000], 1000, 2), "y", NpyArray.of(new float[1000], 1000)));
        byte[] flipped = whole.clone();
        flipped[4000] ^= 1;

        assertThatThrownBy(() -> open(flipped))
                .hasMessageContaining("is damaged")
                .hasMessageContaining("checksum");
        assertThatThrownBy(() -> open(Arrays.copyOf(whole, whole.length - 30)))
                .hasMessageContaining("'d.npz' is damaged, or no NPZ archive");
        assertThatThrownBy(() -> open("no archive".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("'d.npz' is damaged, or no NPZ archive");
    }

    @Test
    void refusesTextAndEmptyRows() throws IOException {
        byte[] text = NpzWriter.bytes(
                Map.of("x", NpyArray.of(new String[] {"a", "b"}, 2), "y", NpyArray.of(new float[2], 2)));

        assertThatThrownBy(() -> open(text)).hasMessage("'d.npz': 'x' is text1[2], expected real numbers.");
        assertThatThrownBy(() -> open(archive("<f4", false, "2, 0", ByteBuffer.allocate(0))))
                .hasMessage("'d.npz': 'x' is f32[2, 0], which is empty.");
    }

    private Dataset open(byte[] archive) {
        return TestingFiles.in(folder).with("d.npz", archive).open(SPEC).data();
    }

    private static Stream<Path> files(Path folder) {
        try {
            return Files.list(folder);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static float[] input(Dataset data, int row) {
        FloatBuffer into = FloatBuffer.allocate(data.inputShape().size());
        data.copy(row, into, FloatBuffer.allocate(data.targetShape().size()));
        return into.array();
    }

    private static float[] target(Dataset data, int row) {
        FloatBuffer into = FloatBuffer.allocate(data.targetShape().size());
        data.copyTarget(row, into);
        return into.array();
    }

    private static byte[] deflated(Map<String, NpyArray> arrays) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (NpzWriter writer = new NpzWriter(out, NpzWriter.Compression.DEFLATED)) {
            for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
                writer.add(array.getKey(), array.getValue());
            }
        }
        return out.toByteArray();
    }

    private static void put(ByteBuffer into, String type, double number) {
        switch (type) {
            case "u1" -> into.put((byte) number);
            case "i2", "u2" -> into.putShort((short) (long) number);
            case "f2" -> into.putShort(Float.floatToFloat16((float) number));
            case "u4" -> into.putInt((int) (long) number);
            case "f4" -> into.putFloat((float) number);
            case "i8" -> into.putLong((long) number);
            default -> into.putDouble(number);
        }
    }

    /** An x of two rows as told, and a y of two numbers, as numpy would write them. */
    private static byte[] archive(String descr, boolean fortran, String shape, ByteBuffer elements) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("x.npy"));
            zip.write(head(descr, fortran, shape));
            zip.write(elements.array(), 0, elements.position());
            zip.putNextEntry(new ZipEntry("y.npy"));
            zip.write(head("<f4", false, "2,"));
            zip.write(new byte[8]);
        }
        return out.toByteArray();
    }

    private static byte[] head(String descr, boolean fortran, String shape) {
        String text = "{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }\n"
                .formatted(descr, fortran ? "True" : "False", shape);
        return ("\u0093NUMPY\u0001\0" + (char) text.length() + "\0" + text).getBytes(StandardCharsets.ISO_8859_1);
    }
}
