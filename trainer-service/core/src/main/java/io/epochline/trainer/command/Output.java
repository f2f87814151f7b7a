package io.epochline.trainer.command;

import io.epochline.artifacts.log.LineReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What a program prints, line by line as it comes. A thread of its own reads it, so that nobody waits for a program that
 * says nothing; it waits itself when nobody takes the lines, and the program with it.
 */
final class Output {

    /** Of lines that are at most {@link LineReader#MAXIMUM_LENGTH} long. */
    private static final int AHEAD = 64;

    private final BlockingQueue<Optional<String>> lines = new ArrayBlockingQueue<>(AHEAD);
    private final OutputLog log;
    private volatile boolean redrawn;
    private boolean ended;

    private Output(OutputLog log) {
        this.log = log;
    }

    static Output of(InputStream in, OutputLog log, String name) {
        Output output = new Output(log);
        Thread.ofPlatform().daemon().name("output of " + name).start(() -> output.read(in));
        return output;
    }

    private void read(InputStream in) {
        try {
            LineReader reader = new LineReader(new Copied(in));
            for (String line = reader.next(); line != null; line = reader.next()) {
                lines.put(Optional.of(line));
            }
            lines.put(Optional.empty());
        } catch (IOException e) {
            // A pipe breaks when its program is ended: there is nothing more to read.
            lines.offer(Optional.empty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next line; empty where none comes in time, or none will come any more. */
    Optional<String> next(long millis) throws InterruptedException {
        Optional<String> line = ended ? Optional.empty() : lines.poll(millis, TimeUnit.MILLISECONDS);
        if (line == null) {
            return Optional.empty();
        }
        ended |= line.isEmpty();
        return line;
    }

    /** Whether the last line was taken, and the program has closed its output. */
    boolean ended() {
        return ended;
    }

    /** Whether the program goes back to the beginning of a line, as progress bars do: then what it prints is on its way. */
    boolean redrawn() {
        return redrawn;
    }

    /** Hands bytes on, and to the log. */
    private final class Copied extends FilterInputStream {

        private boolean returned;

        Copied(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            for (int i = offset; i < offset + count && !redrawn; i++) {
                redrawn = returned && bytes[i] != '\n' && bytes[i] != '\r';
                returned = bytes[i] == '\r';
            }
            if (count > 0) {
                log.write(bytes, offset, count);
            }
            return count;
        }
    }
}
