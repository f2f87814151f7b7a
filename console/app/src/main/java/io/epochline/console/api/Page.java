package io.epochline.console.api;

import java.util.List;

/**
 * A part of a list.
 *
 * @param total how many there are, all pages together
 * @param offset of the first item here
 */
public record Page<T>(List<T> items, int total, int offset, int limit) {

    static final int LARGEST = 1000;

    static <T> Page<T> of(List<T> all, int limit, int offset) {
        if (limit < 1 || limit > LARGEST) {
            throw ProblemException.parameter("limit", "between 1 and " + LARGEST, limit);
        }
        if (offset < 0) {
            throw ProblemException.parameter("offset", "at least 0", offset);
        }
        int from = Math.min(offset, all.size());
        int to = Math.min(all.size(), from + limit);
        return new Page<>(List.copyOf(all.subList(from, to)), all.size(), offset, limit);
    }
}
