package io.epochline.console.report.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Records in TensorFlow's framing: the length as u64, its checksum, the bytes, their checksum, all little-endian. A
 * checksum is a CRC-32C, turned and shifted so that a checksum of checksums is safe.
 */
final class RecordFile {

    private static final int MASK = 0xa282ead8;

    private final OutputStream out;

    RecordFile(OutputStream out) {
        this.out = out;
    }

    void write(byte[] record) throws IOException {
        byte[] length = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(record.length)
                .array();
        out.write(length);
        writeChecksum(length);
        out.write(record);
        writeChecksum(record);
    }

    private void writeChecksum(byte[] bytes) throws IOException {
        out.write(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(masked(bytes))
                .array());
    }

    static int masked(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    }
}
