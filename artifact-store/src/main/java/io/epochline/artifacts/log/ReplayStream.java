package io.epochline.artifacts.log;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Keeps the first megabyte of what was read, so that another reader can begin anew where the first finds that it is wrong. */
final class ReplayStream extends InputStream {

    private static final int MAXIMUM_KEPT = 1 << 20;

    private final InputStream in;
    private byte[] kept = new byte[1 << 16];
    private int size;
    private int position;
    private boolean lost;
    private long count;

    ReplayStream(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (position < size) {
            int count = Math.min(length, size - position);
            System.arraycopy(kept, position, target, offset, count);
            position += count;
            return count;
        }
        int read = in.read(target, offset, length);
        count += Math.max(0, read);
        if (read > 0 && !lost) {
            keep(target, offset, read);
        }
        return read;
    }

    @Override
    public int available() throws IOException {
        return position < size ? size - position : in.available();
    }

    private void keep(byte[] bytes, int offset, int count) {
        if (size + count > MAXIMUM_KEPT) {
            lost = true;
            return;
        }
        if (size + count > kept.length) {
            kept = Arrays.copyOf(kept, Math.max(2 * kept.length, size + count));
        }
        System.arraycopy(bytes, offset, kept, size, count);
        size += count;
        position = size;
    }

    /** Whether all that was read is still known. */
    boolean canRewind() {
        return !lost;
    }

    /** How many bytes there were so far. */
    long count() {
        return count;
    }

    void rewind() {
        position = 0;
    }

    /** Rewinds for the last time: what is read from here on is not kept. */
    InputStream finallyRewound() {
        position = 0;
        lost = true;
        return this;
    }
}
