package io.epochline.console.cli;

import io.epochline.events.Decoded;
import io.epochline.events.Event;
import io.epochline.events.Topic;
import io.epochline.events.kafka.EventLog;
import io.epochline.events.view.EventBoard;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What the topics tell of all that has happened. */
final class History {

    /** Every topic that says something of runs, posteriors and experiments. */
    static final Set<Topic> TOPICS = EnumSet.complementOf(EnumSet.of(Topic.CONTROL));

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private History() {}

    static EventBoard read(Connection connection) {
        try (EventLog log = connection.fromBeginning(TOPICS)) {
            return board(read(log));
        }
    }

    /** Everything so far, in the order in which it was told; the log goes on from there. */
    static List<EventLog.Entry> read(EventLog log) {
        return log.readToEnd(PATIENCE).stream()
                .sorted(Comparator.comparingLong(EventLog.Entry::timestamp))
                .toList();
    }

    /** Of what was told, that which has the given key, such as the id of an experiment. */
    static List<Event> events(List<EventLog.Entry> entries, String key) {
        return entries.stream()
                .flatMap(entry ->
                        entry.decoded() instanceof Decoded.Valid(Event event) ? Stream.of(event) : Stream.empty())
                .filter(event -> event.key().equals(key))
                .toList();
    }

    static EventBoard board(List<EventLog.Entry> entries) {
        EventBoard board = new EventBoard();
        for (EventLog.Entry entry : entries) {
            if (entry.decoded() instanceof Decoded.Valid valid) {
                board.apply(valid.event(), entry.timestamp());
            }
        }
        return board;
    }
}
