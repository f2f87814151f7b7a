package io.epochline.sampler.study;

import io.epochline.events.Event;
import java.util.List;

/**
 * What follows from one event.
 *
 * @param next the state from now on
 * @param events to tell, in this order
 */
public record Decision(Study next, List<Event> events) {

    public Decision {
        events = List.copyOf(events);
    }

    static Decision stay(Study state) {
        return new Decision(state, List.of());
    }
}
