package io.epochline.artifacts.log;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.epochline.artifacts.MaskedCrc;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * TensorBoard's event file: TFRecords, each u64 length, u32 masked CRC-32C of it, the bytes of an event, u32 masked CRC-32C
 * of them, all little-endian.
 */
final class EventFile {

    private static final int HEADER = 12;

    /** What is longer holds an image or a graph. */
    private static final int LONGEST_READ = 1 << 20;

    private EventFile() {}

    /** Whether the stream begins with the header of a record; nothing is taken from it. */
    static boolean begins(BufferedInputStream in) throws IOException {
        in.mark(HEADER);
        byte[] header = in.readNBytes(HEADER);
        in.reset();
        return header.length == HEADER && length(header) >= 0;
    }

    static TrainingLog read(InputStream in) throws IOException {
        ScalarEvents events = new ScalarEvents();
        long record = 1;
        String fault = null;
        for (byte[] header = in.readNBytes(HEADER);
                header.length > 0 && fault == null;
                header = in.readNBytes(HEADER)) {
            long length = header.length < HEADER ? -1 : length(header);
            fault = length < 0 ? "is cut short or damaged" : record(in, length, record, events);
            record++;
        }
        TrainingLog log = events.log();
        return fault == null
                ? log
                : log.with("record %d %s; what comes after it is not read".formatted(record - 1, fault));
    }

    /** What is wrong with it, or null. */
    private static String record(InputStream in, long length, long number, ScalarEvents events) throws IOException {
        if (length > LONGEST_READ) {
            long left = length + 4;
            while (left > 0) {
                long skipped = in.skip(left);
                if (skipped <= 0 && in.read() < 0) {
                    return "is cut short";
                }
                left -= Math.max(1, skipped);
            }
            return null;
        }
        byte[] event = in.readNBytes((int) length);
        byte[] checksum = in.readNBytes(4);
        if (checksum.length < 4) {
            return "is cut short";
        }
        if (little(checksum, 0).getInt() != MaskedCrc.of(event)) {
            return "is damaged: its checksum differs";
        }
        try {
            events.read(CodedInputStream.newInstance(event), number);
            return null;
        } catch (InvalidProtocolBufferException e) {
            return "is no event: " + e.getMessage();
        }
    }

    /** The length that a header tells; -1 where its checksum says that it is none. */
    private static long length(byte[] header) {
        long length = little(header, 0).getLong();
        return little(header, 8).getInt() == MaskedCrc.of(header, 8) ? Math.max(-1, length) : -1;
    }

    private static ByteBuffer little(byte[] bytes, int from) {
        return ByteBuffer.wrap(bytes, from, bytes.length - from).order(ByteOrder.LITTLE_ENDIAN);
    }
}
