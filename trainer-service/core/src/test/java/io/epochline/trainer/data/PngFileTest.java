package io.epochline.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochline.trainer.TrainerException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PngFileTest {

    private static final int PALETTE = 3;
    private static final int GREY = 0;

    private final PngFile file = new PngFile("'set': 'a.png'");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"16385, 1", "1, 16385", "16384, 16384", "-1, 1", "0, 5", "2147483647, 2147483647"})
    void refusesDimensionsBeforeUnpackingAnything(int width, int height) throws IOException {
        Path png = Files.write(folder.resolve("a.png"), png(GREY, width, height, new byte[100]));

        assertThatThrownBy(() -> file.head(png))
                .isInstanceOf(TrainerException.class)
                .hasMessage("'set': 'a.png' has %d x %d pixels, at most 16384 on a side and 16777216 in all are read."
                        .formatted(Integer.toUnsignedLong(width), Integer.toUnsignedLong(height)));
    }

    @Test
    void leavesOutTextThatWouldUnpackToGigabytes() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes("Comment\0\0".getBytes(StandardCharsets.ISO_8859_1));
        text.writeBytes(deflated(64 << 20));
        byte[] png = png(PALETTE, 4, 4, new byte[20], chunk("PLTE", new byte[6]), chunk("zTXt", text.toByteArray()));

        assertThat(Pixels.decode(file, png).values()).containsOnly(0).hasSize(48);
        assertThat(file.pixels(png).readAllBytes().length).isLessThan(200);
    }

    @Test
    void believesTheFirstHeadAlone() throws IOException {
        byte[] second = chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(16_000)
                        .putInt(16_000)
                        .put((byte) 8)
                        .array());
        byte[] png = png(GREY, 4, 4, new byte[20], second);

        assertThat(Pixels.decode(file, png).values()).hasSize(16);
    }

    @Test
    void readsNoFurtherThanThePixelsThatWereTold() throws IOException {
        byte[] png = png(GREY, 4, 4, new byte[64 << 20]);

        assertThat(Pixels.decode(file, png).values()).hasSize(16);
    }

    @Test
    void findsDamage() {
        byte[] whole = png(40, 30);
        byte[] flipped = whole.clone();
        flipped[60] ^= 1;

        assertThatThrownBy(() -> Pixels.decode(file, flipped))
                .isInstanceOf(TrainerException.class)
                .hasMessage("'set': 'a.png' is damaged: the checksum of 'IDAT' at byte 33 is wrong.");
        assertThatThrownBy(() -> Pixels.decode(file, Arrays.copyOf(whole, whole.length - 5)))
                .hasMessageStartingWith("'set': 'a.png' is damaged: it is cut off after");
        assertThatThrownBy(() -> Pixels.decode(file, "GIF89a".getBytes(StandardCharsets.US_ASCII)))
                .hasMessage("'set': 'a.png' is no PNG image.");
    }

    @Test
    void tooFewPixelsAreDamageToo() {
        assertThatThrownBy(() -> Pixels.decode(file, png(GREY, 400, 300, new byte[5000])))
                .isInstanceOf(TrainerException.class)
                .hasMessageStartingWith("'set': 'a.png' is damaged: ");
    }

    @Test
    void nothingThatIsFlippedEscapesAsAnotherError() {
        byte[] whole = png(9, 7);
        SplittableRandom random = new SplittableRandom(5);
        for (int trial = 0; trial < 2000; trial++) {
            byte[] hostile = whole.clone();
            for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
                hostile[random.nextInt(8, hostile.length)] = (byte) random.nextInt();
            }
            repairChecksums(hostile);

            assertThatCode(() -> {
                        try {
                            Pixels.decode(file, hostile);
                        } catch (TrainerException e) {
                            assertThat(e.getMessage()).startsWith("'set': 'a.png' ");
                        }
                    })
                    .doesNotThrowAnyException();
        }
    }

    /** Grey, 8 bits. */
    static byte[] png(int width, int height) {
        byte[] lines = new byte[height * (width + 1)];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = (byte) (i % (width + 1) == 0 ? 0 : i);
        }
        return png(GREY, width, height, lines);
    }

    private static byte[] png(int colorType, int width, int height, byte[] lines, byte[]... chunks) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        ByteBuffer head = ByteBuffer.allocate(13).putInt(width).putInt(height);
        png.writeBytes(chunk("IHDR", head.put((byte) 8).put((byte) colorType).array()));
        for (byte[] chunk : chunks) {
            png.writeBytes(chunk);
        }
        png.writeBytes(chunk("IDAT", deflated(lines)));
        png.writeBytes(chunk("IEND", new byte[0]));
        return png.toByteArray();
    }

    private static byte[] chunk(String type, byte[] content) {
        ByteBuffer chunk = ByteBuffer.allocate(content.length + 12).putInt(content.length);
        chunk.put(type.getBytes(StandardCharsets.US_ASCII)).put(content);
        return chunk.putInt(checksum(chunk.array(), 4, content.length + 4)).array();
    }

    private static int checksum(byte[] bytes, int from, int length) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes, from, length);
        return (int) checksum.getValue();
    }

    /** As far as lengths still make sense. */
    private static void repairChecksums(byte[] png) {
        ByteBuffer bytes = ByteBuffer.wrap(png);
        for (int at = 8; at <= png.length - 12; ) {
            int length = bytes.getInt(at);
            if (length < 0 || length > png.length - at - 12) {
                return;
            }
            bytes.putInt(at + 8 + length, checksum(png, at + 4, length + 4));
            at += length + 12;
        }
    }

    private static byte[] deflated(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_SPEED))) {
            out.write(content);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] deflated(int zeros) {
        return deflated(new byte[zeros]);
    }
}
