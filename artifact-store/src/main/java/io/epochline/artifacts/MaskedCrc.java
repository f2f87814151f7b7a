package io.epochline.artifacts;

import java.util.zip.CRC32C;

/** The checksum of TensorFlow's records: a CRC-32C, turned and shifted so that a checksum of checksums is safe. */
public final class MaskedCrc {

    private static final int MASK = 0xa282ead8;

    private MaskedCrc() {}

    public static int of(byte[] bytes) {
        return of(bytes, bytes.length);
    }

    /** Of so many bytes from the beginning. */
    public static int of(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    }
}
