package io.epochline.analyzer.app;

import io.epochline.events.Event;
import java.util.List;

/** Answers the events of one concern. What needs the artifact store is put off as {@link PendingWork}. */
interface Desk {

    /** What follows from an event at once. An event told twice changes nothing. */
    List<Event> on(Event event, PendingWork pending);

    /** The kind of pending work that this desk does. */
    String kind();

    /**
     * Does a piece of pending work; it counts as done when this returns.
     *
     * @throws RuntimeException when it cannot be done now; nothing has changed then, and it is tried again
     */
    List<Event> work(String subject);

    /** Whether pending work can be done without waiting; until then it stays pending. */
    default boolean isReady(String subject) {
        return true;
    }
}
