package io.epochline.events.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochline.events.InvalidEventException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SubmissionIdsTest {

    private final Clock clock = Clock.fixed(Instant.parse("2026-11-21T01:42:00Z"), ZoneOffset.UTC);

    @Test
    void idsTellNameAndTimeAndDiffer() {
        Random random = new Random(1);
        String first = SubmissionIds.next("digits", clock, random);
        assertThat(first).matches("digits-20261121-014200-[0-9a-f]{4}");
        assertThat(SubmissionIds.next("digits", clock, random)).isNotEqualTo(first);
    }

    @Test
    void namesMustLeaveRoomForTheIdsOfRuns() {
        assertThatThrownBy(() -> SubmissionIds.next("x".repeat(49), clock, new Random(1)))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("at most 48 characters, found 49");
    }
}
