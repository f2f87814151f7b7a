package io.epochline.console.cli.watch;

import io.epochline.console.cli.output.LiveLines;
import io.epochline.console.cli.output.Terminal;
import io.epochline.events.Decoded;
import io.epochline.events.Event;
import io.epochline.events.kafka.EventLog;
import io.epochline.events.view.EventBoard;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Reads a log of events until the work that it tells of is over. */
public final class Follower {

    /** Is asked again and again, and ends the waiting by an exception where there is no point in it. */
    public interface Vigil {
        /** @param silence since the last event of the work, or since the beginning */
        void check(Duration silence);
    }

    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration AFTERMATH = Duration.ofSeconds(30);

    private final EventLog log;
    private final String experimentId;
    private final Clock clock;
    private final EventBoard board = new EventBoard();
    private final Set<String> seen = new HashSet<>();

    public Follower(EventLog log, String experimentId, Clock clock) {
        this.log = log;
        this.experimentId = experimentId;
        this.clock = clock;
    }

    /** What was told of the work. */
    public EventBoard board() {
        return board;
    }

    public Outcome follow(Watch watch, Terminal terminal, Vigil vigil) {
        try (LiveLines lines = new LiveLines(terminal)) {
            long heard = clock.millis();
            while (true) {
                for (EventLog.Entry entry : log.poll(POLL)) {
                    if (tell(entry, watch, lines)) {
                        heard = clock.millis();
                    }
                }
                lines.show(watch.moving(board));
                Duration silence = Duration.ofMillis(clock.millis() - heard);
                Optional<Outcome> outcome = watch.outcome();
                if (outcome.isPresent() && (watch.complete() || silence.compareTo(AFTERMATH) > 0)) {
                    return outcome.get();
                }
                vigil.check(silence);
            }
        }
    }

    private boolean tell(EventLog.Entry entry, Watch watch, LiveLines lines) {
        if (!(entry.decoded() instanceof Decoded.Valid valid)) {
            return false;
        }
        Event event = valid.event();
        if (!Experiments.of(event).equals(experimentId) || !seen.add(event.id())) {
            return false;
        }
        board.apply(event, entry.timestamp());
        watch.on(event, board, lines);
        return true;
    }
}
