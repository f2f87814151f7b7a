package io.epochline.artifacts.verify;

import com.fasterxml.jackson.annotation.JsonValue;
import io.epochline.events.ArtifactRef;
import java.util.Locale;

/**
 * What was found under a key.
 *
 * @param expected absent for what nobody vouches for
 * @param found absent for what is missing
 */
public record Finding(Verdict verdict, String key, ArtifactRef expected, ArtifactRef found) {

    /** How what is there relates to what should be. */
    public enum Verdict {
        INTACT,
        /** It should be there. */
        MISSING,
        /** It is not what was written. */
        CHANGED,
        /** Nobody vouches for it. */
        EXTRA;

        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public boolean intact() {
        return verdict == Verdict.INTACT;
    }
}
