package io.epochline.artifacts.npz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.MappingIterator;
import io.epochline.events.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Hundreds of arrays that numpy made and told the hashes of ({@code make_generated.py}), read, and written as numpy writes
 * them. {@code check_ours.py} has numpy itself read what is written here.
 */
class NpzGeneratedTest {

    private static final Path OURS = Path.of("target/npz");

    /**
     * What numpy says of one array.
     *
     * @param elements the hash of the elements, little-endian and in C order
     * @param file the hash of the NPY file that numpy writes of them
     */
    private record Told(String name, String kind, int itemSize, long[] shape, String elements, String file) {}

    private static List<Told> told() throws IOException {
        try (MappingIterator<Told> lines =
                Json.MAPPER.readerFor(Told.class).readValues(NpzGoldenTest.golden("generated.jsonl"))) {
            return lines.readAll();
        }
    }

    private static String sha256(ByteBuffer bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"generated.npz", "generated_compressed.npz"})
    void readsWhateverNumpyWrites(String archive) throws IOException {
        Map<String, NpyArray> arrays = NpzReader.readAll(NpzGoldenTest.golden(archive));

        List<Told> told = told();
        assertThat(arrays.keySet())
                .containsExactlyElementsOf(told.stream().map(Told::name).toList())
                .hasSize(288);
        for (Told expected : told) {
            NpyArray array = arrays.get(expected.name());
            assertThat(array.dtype().descr()).as(expected.name()).contains(expected.kind());
            assertThat(array.dtype().itemSize()).as(expected.name()).isEqualTo(expected.itemSize());
            assertThat(array.shape()).as(expected.name()).isEqualTo(expected.shape());
            assertThat(sha256(array.data())).as(expected.name()).isEqualTo(expected.elements());
        }
    }

    @ParameterizedTest
    @EnumSource(NpzWriter.Compression.class)
    void writesEachArrayByteForByteAsNumpyDoes(NpzWriter.Compression compression) throws IOException {
        Map<String, NpyArray> arrays = NpzReader.readAll(NpzGoldenTest.golden("generated.npz"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (NpzWriter writer = new NpzWriter(out, compression)) {
            for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
                writer.add(array.getKey(), array.getValue());
            }
        }
        byte[] ours = out.toByteArray();

        Files.createDirectories(OURS);
        Files.write(OURS.resolve(compression.name().toLowerCase(Locale.ROOT) + ".npz"), ours);
        assertThat(NpzReader.readAll(ours)).containsExactlyEntriesOf(new LinkedHashMap<>(arrays));
        ZipSource source = ZipSource.of(ours);
        Map<String, ZipMember> members = ZipDirectory.read(source, NpzLimits.DEFAULT);
        for (Told expected : told()) {
            try (InputStream member = members.get(expected.name()).open(source)) {
                assertThat(sha256(ByteBuffer.wrap(member.readAllBytes())))
                        .as(expected.name())
                        .isEqualTo(expected.file());
            }
        }
    }

    @Test
    void readsAnArchiveOfWhichEverythingIsZip64() throws IOException {
        Map<String, NpyArray> all = NpzReader.readAll(NpzGoldenTest.golden("generated.npz"));

        Map<String, NpyArray> arrays = NpzReader.readAll(NpzGoldenTest.golden("zip64.npz"));

        assertThat(arrays.keySet()).containsExactly("f4_00", "i8_01", "U4_02");
        arrays.forEach((name, array) -> assertThat(array).isEqualTo(all.get(name)));
    }
}
