package io.epochline.artifacts.log;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** One line of a log: its bytes as they came, and folded to ASCII for those who scan it. Valid until the next is read. */
final class Line {

    private static final Charset WESTERN = Charset.forName("windows-1252");
    private static final Charset CHINESE = Charset.forName("GB18030");

    private byte[] raw = {};
    private int rawLength;
    private byte[] bytes = {};
    private int length;
    private long number;
    private boolean overwritten;
    private String text;

    /** A line that is there as text. */
    static Line of(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        Line line = new Line();
        line.set(utf8, utf8.length, 0, false);
        return line;
    }

    /**
     * Makes it this line; the bytes are not copied where they are ASCII.
     *
     * @param overwritten whether what comes next is written over it, as progress bars do
     */
    void set(byte[] raw, int rawLength, long number, boolean overwritten) {
        this.raw = raw;
        this.rawLength = rawLength;
        this.number = number;
        this.overwritten = overwritten;
        text = null;
        if (Folding.isAscii(raw, rawLength)) {
            bytes = raw;
            length = rawLength;
        } else {
            bytes = bytes == raw || bytes.length < 2 * rawLength ? new byte[Math.max(2 * rawLength, 256)] : bytes;
            length = Folding.fold(text(), bytes);
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    long number() {
        return number;
    }

    boolean overwritten() {
        return overwritten;
    }

    /** Whether nothing is left of it when it is folded, as of a line of emoji. */
    boolean isBlank() {
        return skipBlanks(0, length) == length;
    }

    /** As it stands in the log: UTF-8, or where it is not that, a Chinese or Western code page. */
    String text() {
        if (text == null) {
            text = decode();
        }
        return text;
    }

    private String decode() {
        if (Folding.isAscii(raw, rawLength)) {
            return new String(raw, 0, rawLength, StandardCharsets.ISO_8859_1);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw, 0, rawLength))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(raw, 0, rawLength, isDoubleByte() ? CHINESE : WESTERN);
        }
    }

    /** Whether bytes above ASCII stand in pairs, and in the range of Chinese characters. */
    private boolean isDoubleByte() {
        int i = 0;
        while (i < rawLength) {
            if (raw[i] < 0) {
                boolean pair = i + 1 < rawLength && (raw[i] & 0xFF) >= 0xA1 && (raw[i + 1] & 0xFF) >= 0xA1;
                if (!pair) {
                    return false;
                }
                i++;
            }
            i++;
        }
        return true;
    }

    boolean contains(String ascii) {
        char first = ascii.charAt(0);
        for (int i = 0; i <= length - ascii.length(); i++) {
            if (bytes[i] == first && startsWith(ascii, i)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it begins with digits, blanks before them left out, and then goes on so. */
    boolean beginsWithCount(String ascii) {
        int start = skipBlanks(0, length);
        int i = start;
        while (i < length && Bytes.isDigit(bytes[i])) {
            i++;
        }
        return i > start && startsWith(ascii, i);
    }

    boolean startsWith(String ascii, int from) {
        if (from + ascii.length() > length) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[from + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** A part of the folded line as text. */
    String slice(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** The first place from {@code from} on that is not blank; {@code to} where there is none. */
    int skipBlanks(int from, int to) {
        int i = from;
        while (i < to && (bytes[i] == ' ' || bytes[i] == '\t')) {
            i++;
        }
        return i;
    }

    /** The end of what stands before {@code to} without the blanks there. */
    int trimEnd(int from, int to) {
        int i = to;
        while (i > from && (bytes[i - 1] == ' ' || bytes[i - 1] == '\t')) {
            i--;
        }
        return i;
    }
}
