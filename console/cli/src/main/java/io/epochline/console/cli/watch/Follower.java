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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

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
    private final Predicate<Event> concerns;
    private final Clock clock;
    private final EventBoard board = new EventBoard();
    private final Set<String> seen = new HashSet<>();

    private Follower(EventLog log, Predicate<Event> concerns, Clock clock) {
        this.log = log;
        this.concerns = concerns;
        this.clock = clock;
    }

    public static Follower ofExperiment(EventLog log, String experimentId, Clock clock) {
        return new Follower(log, event -> Experiments.of(event).equals(experimentId), clock);
    }

    /** Of one run or posterior, whatever else its experiment does. */
    public static Follower ofJob(EventLog log, String jobId, Clock clock) {
        return new Follower(log, event -> Experiments.job(event).equals(jobId), clock);
    }

    /** What was told of the work. */
    public EventBoard board() {
        return board;
    }

    /** @param told what was read from the log before */
    public Outcome follow(Watch watch, Terminal terminal, Vigil vigil, List<EventLog.Entry> told) {
        try (LiveLines lines = new LiveLines(terminal)) {
            told.forEach(entry -> tell(entry, watch, lines));
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
        if (!concerns.test(event) || !seen.add(event.id())) {
            return false;
        }
        board.apply(event, entry.timestamp());
        watch.on(event, board, lines);
        return true;
    }
}
