package io.epochline.analyzer.campaign;

import io.epochline.events.Event;
import java.util.List;

/**
 * What follows from one event.
 *
 * @param next the state from now on; equal to the state before where the event changed nothing
 * @param events to tell, in this order
 */
public record Decision(Campaign next, List<Event> events) {

    public Decision {
        events = List.copyOf(events);
    }

    static Decision stay(Campaign state) {
        return new Decision(state, List.of());
    }
}
