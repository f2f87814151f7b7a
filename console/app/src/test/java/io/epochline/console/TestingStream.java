package io.epochline.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client of server-sent events that asks for the next message. */
final class TestingStream implements AutoCloseable {

    record Message(String id, String event, String data) {}

    private final HttpURLConnection connection;
    private final BufferedReader lines;

    private TestingStream(HttpURLConnection connection) throws IOException {
        this.connection = connection;
        this.lines = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Returns once the stream is open, so that it tells whatever comes next. */
    static TestingStream open(URI address, String lastEventId) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setReadTimeout((int) Duration.ofSeconds(15).toMillis());
        connection.setRequestProperty("Accept", "text/event-stream");
        if (lastEventId != null) {
            connection.setRequestProperty("Last-Event-ID", lastEventId);
        }
        TestingStream stream = new TestingStream(connection);
        while (!stream.line().startsWith(":")) {
            // The comment that the stream begins with.
        }
        return stream;
    }

    Message next() throws IOException {
        String id = null;
        String event = null;
        StringBuilder data = new StringBuilder();
        while (true) {
            String line = line();
            if (line.startsWith("id:")) {
                id = line.substring(3).strip();
            } else if (line.startsWith("event:")) {
                event = line.substring(6).strip();
            } else if (line.startsWith("data:")) {
                data.append(line.substring(5).strip());
            } else if (line.isEmpty() && event != null) {
                return new Message(id, event, data.toString());
            }
        }
    }

    /** The next message of that kind that speaks of the run. */
    Message until(String run, String event) throws IOException {
        while (true) {
            Message message = next();
            if (message.event().contains(event) && message.data().contains(run)) {
                return message;
            }
        }
    }

    private String line() throws IOException {
        String line = lines.readLine();
        if (line == null) {
            throw new IOException("the stream has ended");
        }
        return line;
    }

    @Override
    public void close() {
        connection.disconnect();
    }
}
