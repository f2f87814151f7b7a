package io.epochline.events;

import java.util.List;

/**
 * Something a run or a log shows that a remedy exists for.
 *
 * @param id such as {@code overfitting}
 * @param severity {@code info}, {@code warning} or {@code severe}
 * @param evidence sentences with the numbers, and line numbers where a log was read
 */
public record Symptom(String id, String severity, List<String> evidence) {

    public Symptom {
        Require.identifier(id, "symptom.id");
        Require.text(severity, "symptom.severity");
        evidence = evidence == null ? List.of() : List.copyOf(evidence);
    }
}
