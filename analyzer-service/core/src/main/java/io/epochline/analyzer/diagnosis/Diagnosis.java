package io.epochline.analyzer.diagnosis;

import io.epochline.events.RunMetrics;
import io.epochline.events.Symptom;
import java.util.List;
import java.util.Optional;

/**
 * What a run shows: its numbers, and the symptoms found in them.
 *
 * @param seen what was known beside the curves
 */
public record Diagnosis(RunMetrics metrics, List<Symptom> symptoms, Observations seen) {

    public Diagnosis {
        symptoms = List.copyOf(symptoms);
    }

    /** Of curves alone. */
    public Diagnosis(RunMetrics metrics, List<Symptom> symptoms) {
        this(metrics, symptoms, Observations.NONE);
    }

    public Optional<Symptom> symptom(String id) {
        return symptoms.stream().filter(symptom -> symptom.id().equals(id)).findFirst();
    }
}
