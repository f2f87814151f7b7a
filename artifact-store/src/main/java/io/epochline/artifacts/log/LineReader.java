package io.epochline.artifacts.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Lines of a log that are not blank. A carriage return or a backspace ends a line too, as progress bars use them, but only
 * a line feed counts, so that numbers are those of an editor. Terminal colours are taken out.
 */
public final class LineReader {

    /** What is longer is cut, so that a file without line ends does not fill the memory. */
    public static final int MAXIMUM_LENGTH = 1 << 16;

    private static final Pattern ANSI =
            Pattern.compile("\u001B(?:\\[[0-9;:?]*[ -/]*[@-~]|\\][^\u0007\u001B]*(?:\u0007|\u001B\\\\)?|[@-Z\\\\^_])");
    private static final Charset LEGACY = Charset.forName("windows-1252");

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;
    private final byte[] line = new byte[MAXIMUM_LENGTH];
    private long feeds;
    private long number;
    private long cut;

    /** Reads bytes of UTF-8 or of a code page as they come; the stream stays open. */
    public LineReader(InputStream in) {
        this.in = in;
    }

    /** The next line, or null at the end. */
    public String next() throws IOException {
        while (true) {
            number = feeds + 1;
            int length = fill();
            if (length < 0) {
                return null;
            }
            String text = decode(length);
            if (!text.isBlank()) {
                return text;
            }
        }
    }

    /** The number of the line just read, from 1. */
    long number() {
        return number;
    }

    /** How many lines were longer than is read. */
    long cut() {
        return cut;
    }

    private int fill() throws IOException {
        int length = 0;
        boolean any = false;
        while (true) {
            if (position == limit) {
                limit = in.read(buffer, 0, buffer.length);
                position = 0;
                if (limit <= 0) {
                    limit = 0;
                    return any ? Math.min(length, MAXIMUM_LENGTH) : -1;
                }
            }
            any = true;
            int start = position;
            while (position < limit && !ends(buffer[position])) {
                position++;
            }
            int count = Math.min(position - start, MAXIMUM_LENGTH - length);
            if (count > 0) {
                System.arraycopy(buffer, start, line, length, count);
            }
            boolean full = length < MAXIMUM_LENGTH && length + position - start > MAXIMUM_LENGTH;
            length += Math.max(0, count);
            if (full) {
                cut++;
            }
            if (position < limit) {
                feeds += buffer[position++] == '\n' ? 1 : 0;
                return length;
            }
        }
    }

    private static boolean ends(byte b) {
        return b == '\n' || b == '\r' || b == '\b';
    }

    private String decode(int length) {
        boolean ascii = true;
        boolean escaped = false;
        for (int i = 0; i < length; i++) {
            ascii &= line[i] >= 0;
            escaped |= line[i] == 0x1B;
        }
        String text = ascii ? new String(line, 0, length, StandardCharsets.ISO_8859_1) : decodeWide(length);
        return escaped ? ANSI.matcher(text).replaceAll("") : text;
    }

    private String decodeWide(int length) {
        ByteBuffer bytes = ByteBuffer.wrap(line, 0, length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            return new String(line, 0, length, LEGACY);
        }
    }
}
