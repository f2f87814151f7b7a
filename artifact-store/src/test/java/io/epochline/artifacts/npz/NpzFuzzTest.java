package io.epochline.artifacts.npz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives of numpy, mutated: whatever they become is read or refused, in little memory. */
class NpzFuzzTest {

    /** Of one array, and of all; the archives are smaller. */
    private static final NpzLimits LIMITS = new NpzLimits(400, 1 << 20, 4 << 20);

    /** What reading may take in all: the arrays, their copies in another order, and as much again for buffers. */
    private static final long MOST_BYTES = 16 << 20;

    private static final int[] TELLING = {0, 1, -1, 64, 0xffff, 0x10000, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 30};

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private int refused;

    /** Reads it in every way there is. */
    private void read(byte[] archive) {
        long before = threads.getCurrentThreadAllocatedBytes();
        try (NpzReader reader = NpzReader.of(archive, LIMITS)) {
            for (String name : reader.names()) {
                reader.header(name);
                try (InputStream elements = reader.elements(name)) {
                    elements.skipNBytes(Math.min(1 << 16, elements.available()));
                }
            }
            reader.readAll();
        } catch (NpzException fault) {
            assertThat(fault).hasMessageMatching("(?s).{20,2000}");
            refused++;
        } catch (IOException fault) {
            refused++;
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_BYTES);
    }

    private static byte[] mutated(byte[] original, SplittableRandom random) {
        byte[] bytes = original.clone();
        for (int rounds = random.nextInt(1, 4); rounds > 0 && bytes.length > 16; rounds--) {
            int at = random.nextInt(bytes.length - 8);
            int length = random.nextInt(1, Math.min(200, bytes.length - at));
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 ->
                    ByteBuffer.wrap(bytes)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putInt(at, TELLING[random.nextInt(TELLING.length)]);
                case 2 ->
                    ByteBuffer.wrap(bytes)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putLong(at, random.nextLong() >> random.nextInt(64));
                case 3 ->
                    bytes = joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at + length, bytes.length));
                case 4 ->
                    bytes = joined(Arrays.copyOf(bytes, at + length), Arrays.copyOfRange(bytes, at, bytes.length));
                default -> System.arraycopy(bytes, random.nextInt(bytes.length - length), bytes, at, length);
            }
        }
        return bytes;
    }

    private static byte[] joined(byte[] head, byte[] tail) {
        byte[] both = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, both, head.length, tail.length);
        return both;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shapes.npz",
                "compressed.npz",
                "unseekable.npz",
                "versions.npz",
                "zip64.npz",
                "little_endian.npz"
            })
    void mutatedArchivesAreReadOrRefused(String file) throws IOException {
        byte[] golden = NpzGoldenTest.golden(file);
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 800; round++) {
            read(mutated(golden, random));
        }

        assertThat(refused).isGreaterThan(250);
    }

    /** Where the directory is, every byte counts. */
    @ParameterizedTest
    @ValueSource(strings = {"zip64.npz", "versions.npz"})
    void everyByteOfTheDirectoryMayBeAnything(String file) throws IOException {
        byte[] golden = NpzGoldenTest.golden(file);
        int directory = new String(golden, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
        for (int at = directory; at < golden.length; at++) {
            for (int value : new int[] {0, 1, 0x7f, 0x80, 0xff}) {
                byte[] changed = golden.clone();
                changed[at] = (byte) value;
                read(changed);
            }
        }

        assertThat(refused).isGreaterThan(100);
    }

    /** The archive around it is sound, so that the mutation reaches the array's header. */
    @Test
    void mutatedArraysAreReadOrRefused() throws IOException {
        ZipSource source = ZipSource.of(NpzGoldenTest.golden("versions.npz"));
        Map<String, ZipMember> members = ZipDirectory.read(source, NpzLimits.DEFAULT);
        SplittableRandom random = new SplittableRandom(12);
        for (ZipMember member : members.values()) {
            byte[] npy = member.open(source).readAllBytes();
            for (int round = 0; round < 1500; round++) {
                read(archive(mutated(npy, random)));
            }
        }

        assertThat(refused).isGreaterThan(3000);
    }

    /** Words of the header's own language, in any order. */
    @Test
    void headersOfKnownWordsAreReadOrRefused() {
        String[] words = {
            "{", "}", "'descr'", "'shape'", "'fortran_order'", ": ", ", ", "(", ")", "True", "False", "'<f8'", "'|S0'",
                    "'>U9'",
            "'<c16'", "2", "-1", "0", "9223372036854775807", "L", "'", "\"", "[", "None", " ", "\n", "\0", "é"
        };
        SplittableRandom random = new SplittableRandom(13);
        for (int round = 0; round < 8_000; round++) {
            StringBuilder header = new StringBuilder(random.nextBoolean() ? "{'descr': '<f8', " : "{");
            for (int i = random.nextInt(16); i >= 0; i--) {
                header.append(words[random.nextInt(words.length)]);
            }
            byte[] text = header.toString().getBytes(StandardCharsets.ISO_8859_1);
            byte[] npy = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) text.length, (byte) (text.length >> 8)};
            read(archive(joined(npy, text)));
        }

        assertThat(refused).isGreaterThan(7_500);
    }

    private static byte[] archive(byte[] npy) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("x.npy"));
            zip.write(npy);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }
}
