package io.epochline.artifacts.npz;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** The bytes of an archive, read at any place. */
interface ZipSource extends Closeable {

    long size();

    /** Reads up to {@code length} bytes, at least one unless {@code at} is the end; -1 there. */
    int read(long at, byte[] target, int offset, int length) throws IOException;

    static ZipSource of(byte[] bytes) {
        return new ZipSource() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public int read(long at, byte[] target, int offset, int length) {
                int count = (int) Math.min(length, bytes.length - at);
                if (count <= 0) {
                    return -1;
                }
                System.arraycopy(bytes, (int) at, target, offset, count);
                return count;
            }

            @Override
            public void close() {}
        };
    }

    static ZipSource of(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        long size = channel.size();
        return new ZipSource() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public int read(long at, byte[] target, int offset, int length) throws IOException {
                return channel.read(ByteBuffer.wrap(target, offset, length), at);
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }

    /** Exactly {@code length} bytes from {@code at}, little-endian. */
    default ByteBuffer bytes(long at, int length) throws IOException {
        if (at < 0 || at > size() - length) {
            throw new EOFException("it ends too soon, at byte " + size());
        }
        byte[] bytes = stream(at, length).readNBytes(length);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The range from {@code at}, as a stream. */
    default InputStream stream(long at, long length) {
        return new InputStream() {
            private long position = at;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int count) throws IOException {
                Objects.checkFromIndexSize(offset, count, target.length);
                int wanted = (int) Math.min(count, at + length - position);
                if (wanted <= 0) {
                    return count == 0 ? 0 : -1;
                }
                int got = ZipSource.this.read(position, target, offset, wanted);
                position += Math.max(0, got);
                return got;
            }
        };
    }
}
