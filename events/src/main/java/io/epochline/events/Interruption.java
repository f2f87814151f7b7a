package io.epochline.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How an attempt at a run came to stop before the run was over. */
public enum Interruption {
    /** Its worker was told to stop, left a checkpoint and let go of the run. */
    RELEASED,
    /** Its worker was told to hold the run, left a checkpoint and let go of it until it was asked for again. */
    PAUSED,
    /** Its worker died, froze, or met a fault that may pass. */
    LOST;

    /** As it stands in JSON, such as {@code released}. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
