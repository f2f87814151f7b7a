package io.epochline.console.cli.watch;

import io.epochline.console.cli.output.LiveLines;
import io.epochline.events.Event;
import io.epochline.events.view.EventBoard;
import java.util.List;
import java.util.Optional;

/** Shows one kind of work while it goes on. */
public interface Watch {

    /** Shows what follows from an event of this work, which the board knows already; no event comes twice. */
    void on(Event event, EventBoard board, LiveLines lines);

    /** What moves at the bottom of the terminal. */
    List<String> moving(EventBoard board);

    /** Present once the work is over. */
    Optional<Outcome> outcome();

    /** Whether nothing is still to come that is worth waiting a little for. */
    default boolean complete() {
        return true;
    }
}
