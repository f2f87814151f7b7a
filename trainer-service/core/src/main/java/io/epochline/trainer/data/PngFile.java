package io.epochline.trainer.data;

import io.epochline.trainer.TrainerException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * A PNG file from a stranger (ISO/IEC 15948): its size is known and within limits before a pixel is unpacked, and a decoder
 * sees only the chunks that make pixels, whole and with their checksums right.
 *
 * <p>All others are left out: packed text and colour profiles can unpack to a thousand times their size.
 */
final class PngFile {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int HEAD_BYTES = 33;
    private static final int IHDR_BYTES = 13;
    private static final int IHDR = 0x49484452;
    private static final int LONGEST_SIDE = 16_384;
    private static final long MOST_PIXELS = 1L << 24;
    private static final long LARGEST_FILE = 1L << 29;
    private static final Set<String> MAKE_PIXELS = Set.of("PLTE", "tRNS", "IDAT", "IEND");

    /**
     * What the file says of itself.
     *
     * @param depth bits of a sample: 1, 2, 4, 8 or 16
     * @param grey whether pixels have no colour, alpha aside
     */
    record Head(int width, int height, int depth, boolean grey) {}

    private final String name;

    /** @param name for messages, such as {@code 'photos': 'cat/1.png'} */
    PngFile(String name) {
        this.name = name;
    }

    Head head(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return head(ByteBuffer.wrap(in.readNBytes(HEAD_BYTES)));
        } catch (IOException e) {
            throw fault("cannot be read: %s", e);
        }
    }

    private Head head(ByteBuffer start) {
        if (start.limit() < HEAD_BYTES
                || !ByteBuffer.wrap(SIGNATURE).equals(start.slice(0, SIGNATURE.length))
                || start.getInt(8) != IHDR_BYTES
                || start.getInt(12) != IHDR) {
            throw fault("is no PNG image");
        }
        int width = start.getInt(16);
        int height = start.getInt(20);
        if (width < 1
                || height < 1
                || width > LONGEST_SIDE
                || height > LONGEST_SIDE
                || (long) width * height > MOST_PIXELS) {
            throw fault(
                    "has %d x %d pixels, at most %d on a side and %d in all are read",
                    Integer.toUnsignedLong(width), Integer.toUnsignedLong(height), LONGEST_SIDE, MOST_PIXELS);
        }
        int colorType = start.get(25);
        return new Head(width, height, start.get(24), colorType == 0 || colorType == 4);
    }

    byte[] content(Path file) {
        try {
            long size = Files.size(file);
            if (size > LARGEST_FILE) {
                throw fault("has %d bytes, at most %d are read", size, LARGEST_FILE);
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw fault("cannot be read: %s", e);
        }
    }

    /** The same image in fewer bytes; a head is a head in the first place only. */
    InputStream pixels(byte[] content) {
        head(ByteBuffer.wrap(content));
        ByteBuffer in = ByteBuffer.wrap(content).position(SIGNATURE.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length);
        out.write(SIGNATURE, 0, SIGNATURE.length);
        String type = "";
        while (!type.equals("IEND")) {
            if (in.remaining() < 12 || in.getInt(in.position()) < 0 || in.getInt(in.position()) > in.remaining() - 12) {
                throw fault("is damaged: it is cut off after %d bytes", content.length);
            }
            int from = in.position();
            int length = in.getInt(from);
            type = new String(content, from + 4, 4, StandardCharsets.ISO_8859_1);
            CRC32 checksum = new CRC32();
            checksum.update(content, from + 4, length + 4);
            if ((int) checksum.getValue() != in.getInt(from + 8 + length)) {
                throw fault("is damaged: the checksum of '%s' at byte %d is wrong", type, from);
            }
            if (from == SIGNATURE.length || MAKE_PIXELS.contains(type)) {
                out.write(content, from, length + 12);
            }
            in.position(from + length + 12);
        }
        return new ByteArrayInputStream(out.toByteArray());
    }

    TrainerException fault(String what, Object... arguments) {
        return TrainerException.data("%s %s.", name, what.formatted(arguments));
    }
}
