package io.epochline.artifacts.log;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a log from beginning to end, once; the memory it takes does not grow with the log. */
public final class LogReader {

    private LogReader() {}

    /**
     * Reads a file.
     *
     * @throws LogException if the file cannot be read, is empty, or is neither text nor an event file
     */
    public static TrainingLog read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw LogException.unreadable(file, Files.exists(file) ? "it is not a file" : "there is no such file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        } catch (IOException e) {
            throw LogException.broken(e);
        }
    }

    /**
     * Reads a stream, which stays open.
     *
     * @throws LogException if the stream breaks, is empty, or is neither text nor an event file
     */
    public static TrainingLog read(InputStream in) {
        try {
            BufferedInputStream raw = new BufferedInputStream(in, 1 << 16);
            if (EventFile.begins(raw)) {
                return EventFile.read(raw);
            }
            ReplayStream text = new ReplayStream(Encoding.open(raw));
            boolean json = JsonDocument.begins(text);
            text.rewind();
            Optional<TrainingLog> document = json ? JsonDocument.read(text) : Optional.empty();
            return document.isPresent() ? document.get() : TextLog.read(text.finallyRewound());
        } catch (IOException e) {
            throw LogException.broken(e);
        }
    }
}
