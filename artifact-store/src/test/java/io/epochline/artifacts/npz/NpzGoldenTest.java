package io.epochline.artifacts.npz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads what numpy wrote; {@code src/test/resources/npz/README.md} says how. */
class NpzGoldenTest {

    static byte[] golden(String name) throws IOException {
        try (InputStream in = NpzGoldenTest.class.getResourceAsStream("/npz/" + name)) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"little_endian.npz", "big_endian.npz"})
    void readsEveryTypeInEitherByteOrder(String file) throws IOException {
        Map<String, NpyArray> arrays = NpzReader.readAll(golden(file));

        assertThat(arrays.get("b1").booleans()).containsExactly(true, false, true);
        assertThat(arrays.get("i1").longs()).containsExactly(Byte.MIN_VALUE, 0, 1, Byte.MAX_VALUE);
        assertThat(arrays.get("i2").longs()).containsExactly(Short.MIN_VALUE, 0, 1, Short.MAX_VALUE);
        assertThat(arrays.get("i4").longs()).containsExactly(Integer.MIN_VALUE, 0, 1, Integer.MAX_VALUE);
        assertThat(arrays.get("i8").longs()).containsExactly(Long.MIN_VALUE, 0, 1, Long.MAX_VALUE);
        assertThat(arrays.get("u1").longs()).containsExactly(0, 0, 1, 255);
        assertThat(arrays.get("u2").longs()).containsExactly(0, 0, 1, 65_535);
        assertThat(arrays.get("u4").longs()).containsExactly(0, 0, 1, 4_294_967_295L);
        assertThat(arrays.get("u8").doubles()).containsExactly(0, 0, 1, 0x1p64);
        assertThat(arrays.get("f2").doubles()).containsExactly(floats(65_504));
        assertThat(arrays.get("f4").doubles()).containsExactly(floats(Float.MAX_VALUE));
        assertThat(arrays.get("f8").doubles()).containsExactly(floats(Double.MAX_VALUE));
        assertThat(arrays.get("c8").dtype()).isEqualTo(DType.C64);
        assertThat(arrays.get("c8").data().asFloatBuffer().get(1)).isEqualTo(-2f);
        assertThat(arrays.get("c16").data().asDoubleBuffer().get(3)).isEqualTo(0.5);
        assertThat(arrays.get("S").strings()).containsExactly("a", "", "abc");
        assertThat(arrays.get("U").strings()).containsExactly("a", "", "λ🎈");
    }

    private static double[] floats(double max) {
        return new double[] {-1.5, 0.0, -0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN, max};
    }

    @ParameterizedTest
    @ValueSource(strings = {"shapes.npz", "compressed.npz", "unseekable.npz"})
    void readsEveryShapeHoweverItIsPacked(String file) throws IOException {
        Map<String, NpyArray> arrays = NpzReader.readAll(golden(file));

        assertThat(arrays.keySet())
                .containsExactly("zero_d", "empty", "c_order", "f_order", "f_order_big_endian", "long");
        assertThat(arrays.get("zero_d")).isEqualTo(NpyArray.of(new double[] {3.5}));
        assertThat(arrays.get("empty")).isEqualTo(NpyArray.of(new double[0], 0, 3));
        NpyArray counted = NpyArray.of(LongStream.range(0, 24).toArray(), 2, 3, 4);
        assertThat(arrays.get("c_order")).isEqualTo(counted);
        assertThat(arrays.get("f_order")).isEqualTo(counted);
        assertThat(arrays.get("f_order_big_endian")).isEqualTo(NpyArray.of(new float[] {0, 1, 2, 3, 4, 5}, 2, 3));
        assertThat(arrays.get("long").longs())
                .containsExactly(LongStream.range(0, 10_000).toArray());
    }

    @Test
    void readsEveryVersionOfTheHeader() throws IOException {
        Map<String, NpyArray> arrays = NpzReader.readAll(golden("versions.npz"));

        assertThat(arrays.get("v1").longs()).containsExactly(0, 1, 2);
        assertThat(arrays.get("v2")).isEqualTo(arrays.get("v1"));
        assertThat(arrays.get("v3")).isEqualTo(arrays.get("v1"));
        assertThat(arrays.get("python2").longs()).containsExactly(7, 8);
    }

    @ParameterizedTest
    @CsvSource({
        "objects.npz, objects, Python objects",
        "structured.npz, pairs, structured array",
        "long_double.npz, wide, 'f16'",
        "dates.npz, dates, 'M8[D]'"
    })
    void refusesWhatHasNoFixedMeaning(String file, String array, String fault) throws IOException {
        byte[] archive = golden(file);

        assertThatThrownBy(() -> NpzReader.readAll(archive))
                .isInstanceOf(NpzException.class)
                .hasMessageContaining("'" + array + "'")
                .hasMessageContaining(fault.replace("'", ""));
    }

    @Test
    void writesEachArrayByteForByteAsNumpyDid() throws IOException {
        byte[] golden = golden("shapes.npz");
        try (NpzReader theirs = NpzReader.of(golden)) {
            Map<String, NpyArray> arrays = new LinkedHashMap<>();
            for (String name : new String[] {"zero_d", "empty", "c_order", "long"}) {
                arrays.put(name, theirs.read(name));
            }

            byte[] ours = NpzWriter.bytes(arrays);

            for (String name : arrays.keySet()) {
                assertThat(member(ours, name)).as(name).isEqualTo(member(golden, name));
            }
        }
    }

    private static byte[] member(byte[] archive, String name) throws IOException {
        ZipSource source = ZipSource.of(archive);
        try (InputStream in =
                ZipDirectory.read(source, NpzLimits.DEFAULT).get(name).open(source)) {
            return in.readAllBytes();
        }
    }

    @Test
    void readsFromAFileAndTellsWhatIsThereBeforeReading() throws Exception {
        Path file = Path.of(NpzGoldenTest.class.getResource("/npz/shapes.npz").toURI());
        try (NpzReader reader = NpzReader.open(file)) {
            assertThat(reader.header("f_order_big_endian"))
                    .hasToString("f32[2, 3]")
                    .matches(NpyHeader::bigEndian)
                    .matches(NpyHeader::fortranOrder);
            try (InputStream elements = reader.elements("long")) {
                byte[] bytes = elements.readAllBytes();
                assertThat(bytes).hasSize(40_000);
                assertThat(Arrays.copyOfRange(bytes, 4, 8)).containsExactly(1, 0, 0, 0);
            }
            assertThatThrownBy(() -> reader.read("lnog"))
                    .hasMessageContaining("no array 'lnog'")
                    .hasMessageContaining("long");
        }
    }
}
