package io.epochline.console.report.export;

import io.epochline.artifacts.MaskedCrc;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Records in TensorFlow's framing: the length as u64, its {@link MaskedCrc}, the bytes, their {@link MaskedCrc}, all
 * little-endian.
 */
final class RecordFile {

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
                .putInt(MaskedCrc.of(bytes))
                .array());
    }
}
