package io.epochline.trainer.command;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * All that a program prints, on disk, within a limit: what comes first fills one half of it, the other half holds what came
 * last. A disk that is full ends the log, not the run.
 */
final class OutputLog implements Closeable {

    private final long half;
    private final RandomAccessFile disk;
    private long written;
    private IOException fault;

    OutputLog(Path file, long limit) throws IOException {
        this.half = Math.max(1, limit / 2);
        this.disk = new RandomAccessFile(file.toFile(), "rw");
    }

    synchronized void write(byte[] bytes, int offset, int length) {
        try {
            for (int done = 0; done < length && fault == null; ) {
                long position = written < half ? written : half + (written - half) % half;
                long room = position < half ? half - position : 2 * half - position;
                int count = (int) Math.min(length - done, room);
                disk.seek(position);
                disk.write(bytes, offset + done, count);
                written += count;
                done += count;
            }
        } catch (IOException e) {
            fault = e;
        }
    }

    /** Writes the log as one text, in the order in which it came, with notes at its end. */
    synchronized void copy(Path target, List<String> notes) throws IOException {
        try (OutputStream out = Files.newOutputStream(target);
                InputStream in = Channels.newInputStream(disk.getChannel())) {
            disk.seek(0);
            transfer(in, out, Math.min(written, half));
            if (written > 2 * half) {
                long oldest = (written - half) % half;
                note(out, "%d bytes are left out here\n".formatted(written - 2 * half));
                disk.seek(half + oldest);
                transfer(in, out, half - oldest);
                disk.seek(half);
                transfer(in, out, oldest);
            } else if (written > half) {
                transfer(in, out, written - half);
            }
            if (fault != null) {
                note(out, "what followed could not be written: " + fault.getMessage());
            }
            for (String note : notes) {
                note(out, note);
            }
            out.write('\n');
        }
    }

    private static void note(OutputStream out, String note) throws IOException {
        out.write(("\n[epochline] " + note).getBytes(StandardCharsets.UTF_8));
    }

    private static void transfer(InputStream in, OutputStream out, long count) throws IOException {
        byte[] buffer = new byte[1 << 16];
        for (long left = count; left > 0; ) {
            int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (read < 0) {
                return;
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        disk.close();
    }
}
