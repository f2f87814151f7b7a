package io.epochline.artifacts.log;

import java.io.IOException;
import java.io.InputStream;

/**
 * Lines of a log that are not blank. A carriage return or a backspace ends a line too, as progress bars use them, but only
 * a line feed counts, so that numbers are those of an editor. Terminal colours are taken out.
 */
public final class LineReader {

    /** What is longer is cut, so that a file without line ends does not fill the memory. */
    public static final int MAXIMUM_LENGTH = 1 << 16;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;
    private final byte[] bytes = new byte[MAXIMUM_LENGTH];
    private final Line line = new Line();
    private long feeds;
    private long cut;

    /** Reads bytes of UTF-8 or of a code page as they come; the stream stays open. */
    public LineReader(InputStream in) {
        this.in = in;
    }

    /** The next line, or null at the end. */
    public String next() throws IOException {
        Line next = read();
        return next == null ? null : next.text();
    }

    /** The next line, good until the one after it is read; null at the end. */
    Line read() throws IOException {
        while (true) {
            long number = feeds + 1;
            int length = fill();
            if (length < 0) {
                return null;
            }
            boolean overwritten = isOverwritten();
            length = Escapes.remove(bytes, length);
            if (!blank(length)) {
                line.set(bytes, length, number, overwritten);
                return line;
            }
        }
    }

    /** How many lines were longer than is read. */
    long cut() {
        return cut;
    }

    /** Copies a line and steps over its end; its length, or -1 at the end of the file. */
    private int fill() throws IOException {
        if (!more()) {
            return -1;
        }
        int length = 0;
        boolean over = false;
        boolean ended = false;
        do {
            int end = lineEnd(position);
            int count = Math.min(end - position, MAXIMUM_LENGTH - length);
            System.arraycopy(buffer, position, bytes, length, count);
            over |= end - position > count;
            length += count;
            position = end;
            ended = end < limit;
        } while (!ended && more());
        if (ended) {
            feeds += buffer[position++] == '\n' ? 1 : 0;
        }
        cut += over ? 1 : 0;
        return length;
    }

    /** Whether a carriage return ended the line and no line feed follows; that is not waited for. */
    private boolean isOverwritten() throws IOException {
        if (position == 0 || buffer[position - 1] == '\n') {
            return false;
        }
        boolean known = position < limit || in.available() > 0;
        return !known || more() && buffer[position] != '\n';
    }

    private int lineEnd(int from) {
        int i = from;
        while (i < limit) {
            byte b = buffer[i];
            if (b <= '\r' && (b == '\n' || b == '\r' || b == '\b')) {
                return i;
            }
            i++;
        }
        return i;
    }

    private boolean more() throws IOException {
        if (position == limit) {
            limit = Math.max(0, in.read(buffer, 0, buffer.length));
            position = 0;
        }
        return limit > 0;
    }

    private boolean blank(int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] > ' ' || bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }
}
