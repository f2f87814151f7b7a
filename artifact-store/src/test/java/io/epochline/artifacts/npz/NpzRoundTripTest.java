package io.epochline.artifacts.npz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NpzRoundTripTest {

    private static Map<String, NpyArray> everything() {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        float payload = Float.intBitsToFloat(0x7fc0_1234);
        arrays.put("f32", NpyArray.of(new float[] {1.5f, payload, -0f, Float.MIN_VALUE}, 2, 2));
        arrays.put("f64", NpyArray.of(new double[] {Double.NaN, Double.NEGATIVE_INFINITY, Math.PI}, 3));
        arrays.put("i64", NpyArray.of(new long[] {Long.MIN_VALUE, Long.MAX_VALUE, (1L << 53) + 1}, 3, 1));
        arrays.put("i32", NpyArray.of(new int[] {Integer.MIN_VALUE, -1}, 2));
        arrays.put("u8", NpyArray.of(new byte[] {0, -1}, 2));
        arrays.put("bool", NpyArray.of(new boolean[] {true, false}, 2));
        arrays.put("text", NpyArray.of(new String[] {"loss", "", "λ🎈", "a\0b"}, 4));
        arrays.put("no text", NpyArray.of(new String[0], 0));
        arrays.put("number", NpyArray.of(new double[] {42}));
        arrays.put("empty", NpyArray.of(new float[0], 5, 0));
        return arrays;
    }

    @ParameterizedTest
    @EnumSource(NpzWriter.Compression.class)
    void whatIsWrittenIsReadBackBitForBit(NpzWriter.Compression compression) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (NpzWriter writer = new NpzWriter(out, compression)) {
            for (Map.Entry<String, NpyArray> array : everything().entrySet()) {
                writer.add(array.getKey(), array.getValue());
            }
        }

        Map<String, NpyArray> read = NpzReader.readAll(out.toByteArray());

        assertThat(read).containsExactlyEntriesOf(everything());
        assertThat(Float.floatToRawIntBits(read.get("f32").floats()[1])).isEqualTo(0x7fc0_1234);
        assertThat(read.get("u8").longs()).containsExactly(0, 255);
        assertThat(read.get("text").strings()).containsExactly("loss", "", "λ🎈", "a\0b");
    }

    @Test
    void theSameArraysMakeTheSameBytes() throws Exception {
        byte[] first = NpzWriter.bytes(everything());
        Thread.sleep(2100); // more than the two seconds that a ZIP date can tell apart

        assertThat(NpzWriter.bytes(everything())).isEqualTo(first);
    }

    @Test
    void elementsBeginAlignedWithinTheirMember() throws IOException {
        for (NpyArray array : everything().values()) {
            assertThat(NpyFormat.write(array.header()).length % 64).isZero();
        }
    }

    @Test
    void streamsAnArrayThatNeverWasInMemory() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (NpzWriter writer = new NpzWriter(out, NpzWriter.Compression.DEFLATED)) {
            try (OutputStream elements = writer.stream("theta", DType.F32, 1000, 3)) {
                ByteBuffer row = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
                for (int i = 0; i < 1000; i++) {
                    elements.write(
                            row.clear().putFloat(i).putFloat(-i).putFloat(0).array());
                }
            }
            writer.add("loss", NpyArray.of(new double[] {1}, 1));
        }

        NpyArray theta = NpzReader.readAll(out.toByteArray()).get("theta");

        assertThat(theta).hasToString("f32[1000, 3]");
        assertThat(theta.floats()[2997]).isEqualTo(999);
    }

    @Test
    void aStreamedArrayMustBeAsLongAsItsShape() throws IOException {
        NpzWriter writer = new NpzWriter(OutputStream.nullOutputStream(), NpzWriter.Compression.DEFLATED);
        OutputStream elements = writer.stream("theta", DType.F64, 2);

        assertThatThrownBy(() -> writer.add("loss", NpyArray.of(new double[] {1})))
                .hasMessageContaining("still being streamed");
        assertThatThrownBy(() -> elements.write(new byte[17])).hasMessageContaining("f64[2] has 16 bytes");
        elements.write(new byte[15]);
        assertThatThrownBy(elements::close).hasMessageContaining("1 were not written");
    }

    @Test
    void namesAreUniqueAndNoPaths() throws IOException {
        NpzWriter writer = new NpzWriter(OutputStream.nullOutputStream(), NpzWriter.Compression.STORED);
        NpyArray one = NpyArray.of(new double[] {1});
        writer.add("loss", one);

        assertThatThrownBy(() -> writer.add("loss", one)).hasMessageContaining("already");
        assertThatThrownBy(() -> writer.add("../loss", one)).hasMessageContaining("without slashes");
        assertThatThrownBy(() -> writer.add("", one)).hasMessageContaining("1 to 255");
    }

    @Test
    void shapesMustFitTheirElements() {
        assertThatThrownBy(() -> NpyArray.of(new float[5], 2, 3))
                .hasMessageContaining("f32[2, 3] has 6 elements, found 5");
        assertThatThrownBy(() -> NpyArray.of(new float[5], -5)).hasMessageContaining("negative");
        assertThatThrownBy(() -> NpyArray.of(new String[] {"ends\0"}, 1)).hasMessageContaining("U+0000");
    }

    @Test
    void numbersAreNotReadAsWhatTheyAreNot() {
        assertThatThrownBy(() -> NpyArray.of(new double[] {1.5}, 1).longs())
                .hasMessageContaining("holds f64, where integers");
        assertThatThrownBy(() -> NpyArray.of(new String[] {"1"}, 1).doubles()).hasMessageContaining("text1");
        assertThat(NpyArray.of(new int[] {1, -2}, 2).floats()).containsExactly(1, -2);
    }
}
