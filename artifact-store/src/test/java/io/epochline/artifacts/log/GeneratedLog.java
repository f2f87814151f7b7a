package io.epochline.artifacts.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.LongFunction;

/** A log that is made while it is read, so that it needs no room. */
final class GeneratedLog extends InputStream {

    private final long bytes;
    private final LongFunction<String> lines;
    private long written;
    private long count;
    private byte[] line = {};
    private int position;

    /**
     * @param bytes to make at least
     * @param lines by their number, from 1, with their ends
     */
    GeneratedLog(long bytes, LongFunction<String> lines) {
        this.bytes = bytes;
        this.lines = lines;
    }

    /** How many lines were made so far. */
    long lines() {
        return count;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        int copied = 0;
        while (copied < length) {
            if (position == line.length) {
                if (written >= bytes) {
                    return copied == 0 ? -1 : copied;
                }
                line = lines.apply(++count).getBytes(StandardCharsets.UTF_8);
                written += line.length;
                position = 0;
            }
            int next = Math.min(length - copied, line.length - position);
            System.arraycopy(line, position, target, offset + copied, next);
            position += next;
            copied += next;
        }
        return copied;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }
}
