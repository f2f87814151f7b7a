package io.epochline.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a run, a posterior or an experiment ended. */
public enum RunStatus {
    SUCCEEDED,
    FAILED,
    CANCELLED,
    PRUNED;

    /** As it stands in JSON, such as {@code succeeded}. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
