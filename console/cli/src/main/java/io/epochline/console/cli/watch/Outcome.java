package io.epochline.console.cli.watch;

import io.epochline.events.Event;
import io.epochline.events.Failure;
import io.epochline.events.RunStatus;

/**
 * How the work ended.
 *
 * @param last the event that said so
 * @param failure absent unless it failed
 */
public record Outcome(RunStatus status, Failure failure, Event last) {

    public boolean succeeded() {
        return status == RunStatus.SUCCEEDED;
    }

    /** {@code failed: invalid_data: …}, or the status alone. */
    public String reason() {
        return failure == null
                ? status.label()
                : "%s: %s: %s".formatted(status.label(), failure.code().label(), failure.message());
    }
}
