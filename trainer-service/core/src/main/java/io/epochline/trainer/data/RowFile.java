package io.epochline.trainer.data;

import io.epochline.artifacts.DataFiles;
import io.epochline.artifacts.npz.DType;
import io.epochline.compute.ir.Shape;
import io.epochline.events.FailureCode;
import io.epochline.trainer.TrainerException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of rows that were read from a form in which they cannot be mapped. It has no name any more once it is closed; its
 * space is free when the rows that were mapped from it are.
 */
final class RowFile implements AutoCloseable {

    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer waiting = ByteBuffer.allocate(1 << 16);

    RowFile(DataFiles files) {
        file = files.scratch();
        try {
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Appends what is left in the buffer. */
    void write(ByteBuffer bytes) {
        if (bytes.remaining() > waiting.remaining()) {
            flush();
        }
        if (bytes.remaining() <= waiting.remaining()) {
            waiting.put(bytes);
        } else {
            writeAll(bytes);
        }
    }

    private void flush() {
        writeAll(waiting.flip());
        waiting.clear();
    }

    private void writeAll(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** What was written so far, as rows. */
    ByteRows map(ByteOrder order, DType type, Shape shape, int rows) {
        flush();
        try {
            return ByteRows.map(file, 0, order, type, shape, rows);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private TrainerException failed(IOException e) {
        return new TrainerException(
                FailureCode.STORE_UNAVAILABLE,
                "Cannot keep the rows of the data in %s: %s. Is the disk full?".formatted(file, e),
                e);
    }
}
