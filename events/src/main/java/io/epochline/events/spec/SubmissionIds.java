package io.epochline.events.spec;

import io.epochline.events.InvalidEventException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Ids that people can tell apart: {@code digits-20261121-014200-3fa9}. */
public final class SubmissionIds {

    /** Experiments put their runs' names behind their own, and all of it must fit into 128 characters. */
    private static final int LONGEST_NAME = 48;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    private SubmissionIds() {}

    /** @throws InvalidEventException when the name is too long */
    public static String next(String name, Clock clock, RandomGenerator random) {
        if (name.length() > LONGEST_NAME) {
            throw new InvalidEventException(
                    "name must have at most %d characters, found %d: %s".formatted(LONGEST_NAME, name.length(), name));
        }
        String distinct = HexFormat.of().toHexDigits((short) random.nextInt());
        return "%s-%s-%s".formatted(name, LocalDateTime.now(clock).format(TIME), distinct);
    }
}
