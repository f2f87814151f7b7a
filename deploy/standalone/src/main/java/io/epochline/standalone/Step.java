package io.epochline.standalone;

/**
 * One thing that {@link Supervisor} did or found, told while it works.
 *
 * @param process name of the process it happened to
 * @param detail for people, with pid, address or reason; may be empty
 */
public record Step(String process, Kind kind, String detail) {
    public enum Kind {
        ALREADY_RUNNING,
        /** An earlier process was dead, silent or outdated; it is replaced. */
        RECOVERED,
        STARTING,
        READY,
        STOPPING,
        STOPPED,
        /** It did not stop in time and was ended by force. */
        KILLED,
        /** It had ended before, or its pid belongs to somebody else by now. */
        WAS_GONE
    }
}
