package io.epochline.artifacts.npz;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * A member of an archive, as the central directory tells of it.
 *
 * @param name without {@code .npy}
 * @param compressed bytes in the archive
 * @param size bytes when unpacked
 * @param offset of its local header
 * @param nameBytes the length of its name in the archive
 */
record ZipMember(String name, boolean deflated, long crc, long compressed, long size, long offset, int nameBytes) {

    private static final int LOCAL_HEADER = 0x04034b50;
    private static final int LOCAL_HEADER_BYTES = 30;
    /** Deflate cannot make more of a byte than this. */
    private static final long MAX_RATIO = 1032;

    private static final int BUFFER = 1 << 15;

    /** Refuses what its own numbers prove to be a lie, before anything is unpacked. */
    ZipMember {
        if (deflated ? size / MAX_RATIO > compressed : size != compressed) {
            throw new IllegalArgumentException(
                    "'%s' claims to unpack from %d to %d bytes".formatted(name, compressed, size));
        }
    }

    /** The unpacked content. Ends with an error unless size and checksum are as told. */
    Content open(ZipSource source) throws IOException {
        InputStream packed = source.stream(start(source), compressed);
        return new Content(deflated ? inflating(packed) : new BufferedInputStream(packed, BUFFER));
    }

    /** Where the content begins in the archive, packed as it is there. */
    long start(ZipSource source) throws IOException {
        ByteBuffer local = source.bytes(offset, LOCAL_HEADER_BYTES);
        if (local.getInt(0) != LOCAL_HEADER || (local.getShort(26) & 0xffff) != nameBytes) {
            throw new ZipException("'" + name + "' is not where the directory says");
        }
        long start = offset + LOCAL_HEADER_BYTES + nameBytes + (local.getShort(28) & 0xffff);
        if (compressed > source.size() - start) {
            throw new ZipException("'" + name + "' ends too soon");
        }
        return start;
    }

    /** A raw deflate stream may need one byte after its end. */
    private static InputStream inflating(InputStream packed) {
        Inflater inflater = new Inflater(true);
        InputStream padded = new SequenceInputStream(packed, new ByteArrayInputStream(new byte[1]));
        return new InflaterInputStream(padded, inflater, BUFFER) {
            @Override
            public void close() throws IOException {
                inflater.end();
                super.close();
            }
        };
    }

    /** Counts and checks what is read. */
    final class Content extends FilterInputStream {

        private final CRC32 seen = new CRC32();
        private long count;

        private Content(InputStream in) {
            super(in);
        }

        /** How many bytes were read. */
        long count() {
            return count;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int got = super.read(target, offset, length);
            if (got > 0) {
                seen.update(target, offset, got);
                count += got;
            }
            if (count > size || (got < 0 && (count < size || seen.getValue() != crc))) {
                throw new ZipException("'" + name + "' does not unpack to the size and checksum that it should have");
            }
            return got;
        }

        @Override
        public long skip(long n) throws IOException {
            return readNBytes((int) Math.min(n, 1 << 13)).length;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
