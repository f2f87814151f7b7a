package io.epochline.console.api;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Ids that people can tell apart: {@code digits-20261121-014200-3fa9}, in UTC. */
final class JobIds {

    /** Runs of an experiment put more behind its id, and all of it must fit into 128 characters. */
    private static final int LONGEST_NAME = 48;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    private JobIds() {}

    static String next(String name) {
        if (name.length() > LONGEST_NAME) {
            throw ProblemException.parameter("name", "at most " + LONGEST_NAME + " characters long", name);
        }
        String distinct =
                HexFormat.of().toHexDigits((short) ThreadLocalRandom.current().nextInt());
        return "%s-%s-%s".formatted(name, LocalDateTime.now(ZoneOffset.UTC).format(TIME), distinct);
    }
}
