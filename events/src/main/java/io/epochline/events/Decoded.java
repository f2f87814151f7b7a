package io.epochline.events;

/** What a message turned out to be. That strangers send nonsense is expected, so it is a value and no exception. */
public sealed interface Decoded {

    record Valid(Event event) implements Decoded {}

    /** @param reason in words for whoever sent it: what was expected, what was found, where */
    record Invalid(String reason) implements Decoded {}
}
