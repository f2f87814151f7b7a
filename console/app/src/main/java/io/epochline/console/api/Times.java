package io.epochline.console.api;

import java.time.Instant;

/** Times as the API tells them. */
final class Times {

    private Times() {}

    /** ISO 8601 in UTC; absent for 0. */
    static String iso(long epochMillis) {
        return epochMillis == 0 ? null : Instant.ofEpochMilli(epochMillis).toString();
    }
}
