package io.epochline.analyzer.diagnosis;

import io.epochline.events.RunMetrics;
import io.epochline.events.Symptom;
import java.util.List;
import java.util.Optional;

/** What a run shows: its numbers, and the symptoms found in them. */
public record Diagnosis(RunMetrics metrics, List<Symptom> symptoms) {

    public Diagnosis {
        symptoms = List.copyOf(symptoms);
    }

    public Optional<Symptom> symptom(String id) {
        return symptoms.stream().filter(symptom -> symptom.id().equals(id)).findFirst();
    }
}
