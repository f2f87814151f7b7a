package io.epochline.artifacts.npz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that are damaged, or made to do harm. */
class NpzHostileTest {

    private static final String GOOD = "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }";

    private static byte[] npy(String dictionary, int dataBytes) {
        byte[] text = dictionary.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer npy = ByteBuffer.allocate(10 + text.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        npy.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        npy.putShort((short) text.length).put(text);
        return npy.array();
    }

    private static byte[] archive(byte[] member) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("x.npy"));
            zip.write(member);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static void assertRefused(byte[] archive, String fault) {
        assertThatThrownBy(() -> NpzReader.readAll(archive))
                .isInstanceOf(NpzException.class)
                .hasMessageContaining(fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{'descr': '<f8', 'fortran_order': False, 'shape': (9223372036854775807, 4), }; beyond any memory",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999,), }; the length of an axis is",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (-1,), }; negative",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000,), }; has 8000000000 bytes, the file only",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }; f64[3] has 24 bytes",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }; the file more",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (2), }; no tuple",
                "{'descr': '<f8', 'fortran_order': 1, 'shape': (2,), }; True or False",
                "{'descr': '<f8', 'shape': (2,), }; expected exactly",
                "{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (2,), }; twice",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), 'evil': __import__('os')}; no entry",
                "{'descr': '|O', 'fortran_order': False, 'shape': (2,), }; Python objects",
                "{'descr': '<f3', 'fortran_order': False, 'shape': (2,), }; not supported",
                "{'descr': '<U999999999', 'fortran_order': False, 'shape': (), }; not supported",
                "{'descr': 'f8', 'fortran_order': False, 'shape': (2,), }; not supported",
                "not a dictionary; expected '{'",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (2,; the length of an axis is",
            })
    void refusesHeadersThatLie(String dictionary, String fault) {
        assertRefused(archive(npy(dictionary, 16)), fault);
    }

    @Test
    void theHeaderThatTheOthersDifferFromIsFine() {
        assertThat(NpzReader.readAll(archive(npy(GOOD, 16))).get("x").doubles()).containsExactly(0, 0);
    }

    @Test
    void refusesBombsWithoutUnpackingThem() {
        byte[] bomb = archive(npy("{'descr': '|u1', 'fortran_order': False, 'shape': (50000000,), }", 50_000_000));
        NpzLimits limits = new NpzLimits(10, 1_000_000, 1L << 40);
        assertThat(bomb.length).isLessThan(100_000);

        try (NpzReader reader = NpzReader.of(bomb, limits)) {
            assertThatThrownBy(() -> reader.read("x"))
                    .hasMessageContaining("u8[50000000] is too large in bytes: 50000000, where at most 1000000");
        }
        NpzLimits total = new NpzLimits(10, 1L << 30, 1_000_000);
        try (NpzReader reader = NpzReader.of(bomb, total)) {
            assertThatThrownBy(reader::readAll).hasMessageContaining("together too large");
        }
    }

    @Test
    void refusesTooManyMembers() {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        for (int i = 0; i < 11; i++) {
            arrays.put("x" + i, NpyArray.of(new byte[] {1}, 1));
        }
        byte[] archive = NpzWriter.bytes(arrays);

        assertThatThrownBy(() -> NpzReader.of(archive, new NpzLimits(10, 1 << 20, 1 << 20)))
                .hasMessageContaining("too many members: 11");
    }

    @Test
    void refusesANameThatIsThereTwice() {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("aa", NpyArray.of(new byte[] {1}, 1));
        arrays.put("ab", NpyArray.of(new byte[] {2}, 1));
        byte[] archive = NpzWriter.bytes(arrays);
        String text = new String(archive, StandardCharsets.ISO_8859_1);
        byte[] twice = text.replace("ab.npy", "aa.npy").getBytes(StandardCharsets.ISO_8859_1);

        assertRefused(twice, "'aa.npy' twice");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 21, 22, 100})
    void refusesWhatIsNoArchive(int length) {
        assertRefused(new byte[length], "damaged, or no NPZ archive");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shapes.npz", "compressed.npz", "unseekable.npz"})
    void refusesAnArchiveCutOffAnywhere(String file) throws IOException {
        byte[] golden = NpzGoldenTest.golden(file);
        for (int length = 0; length < golden.length; length += 97) {
            assertRefused(Arrays.copyOf(golden, length), "damaged");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"shapes.npz", "compressed.npz", "little_endian.npz"})
    void flippedBitsAreRefusedOrHarmless(String file) throws IOException {
        byte[] golden = NpzGoldenTest.golden(file);
        Map<String, NpyArray> expected = NpzReader.readAll(golden);
        Random random = new Random(7);
        int refused = 0;
        for (int round = 0; round < 2000; round++) {
            byte[] damaged = golden.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            Throwable fault = catchThrowable(() -> assertUntouched(NpzReader.readAll(damaged), expected));
            if (fault != null) {
                assertThat(fault).isInstanceOf(NpzException.class);
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }

    /** A flip in a name, or in a field that nobody reads, changes no element. */
    private static void assertUntouched(Map<String, NpyArray> read, Map<String, NpyArray> expected) {
        read.forEach((name, array) -> {
            if (expected.containsKey(name)) {
                assertThat(array).isEqualTo(expected.get(name));
            }
        });
    }

    @Test
    void refusesADirectoryThatClaimsImpossibleSizes() {
        byte[] archive = archive(npy(GOOD, 16));
        int directory = new String(archive, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
        ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN).putInt(directory + 24, 2_000_000_000);

        assertRefused(archive, "claims to unpack from");
    }
}
