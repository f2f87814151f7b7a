package io.epochline.trainer;

import io.epochline.events.Event;

/** Where a trainer says what happened. */
@FunctionalInterface
public interface EventSink {

    /** Returns when the event is safe, so that what is done next comes after it. An exception ends the attempt. */
    void emit(Event event);
}
