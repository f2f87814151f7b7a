package io.epochline.analyzer.proposal;

import io.epochline.analyzer.diagnosis.Diagnosis;
import io.epochline.events.Symptom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** How much a diagnosis calls for a remedy, and the sentences that say why. */
record Merit(double score, List<String> evidence) {

    private static final Map<String, Double> SEVERITY = Map.of("info", 0.5, "warning", 1.0, "severe", 1.5);

    /** What nothing calls for yet. */
    private static final String NO_CALL = "no symptom calls for it; an alternative when the others are tried";

    static Merit of(double prior, Map<String, Remedies.Answer> answers, Diagnosis diagnosis) {
        List<Symptom> answered = diagnosis.symptoms().stream()
                .filter(symptom -> answers.containsKey(symptom.id()))
                .sorted(Comparator.comparingDouble((Symptom symptom) -> -weight(answers, symptom)))
                .toList();
        double score = prior
                + answered.stream()
                        .mapToDouble(symptom -> weight(answers, symptom))
                        .sum();
        return new Merit(
                score,
                answered.stream().map(symptom -> sentence(answers, symptom)).toList());
    }

    /** Of two remedies in one. */
    Merit and(double share, Merit other) {
        List<String> all = new ArrayList<>(evidence);
        other.evidence.stream().filter(sentence -> !all.contains(sentence)).forEach(all::add);
        return new Merit(score + share * other.score, all);
    }

    Merit with(Optional<String> sentence) {
        return new Merit(
                score, Stream.concat(evidence.stream(), sentence.stream()).toList());
    }

    Merit times(double factor) {
        return new Merit(score * factor, evidence);
    }

    boolean called() {
        return !evidence.isEmpty();
    }

    List<String> sentences() {
        return evidence.isEmpty() ? List.of(NO_CALL) : evidence;
    }

    private static double weight(Map<String, Remedies.Answer> answers, Symptom symptom) {
        return answers.get(symptom.id()).weight() * SEVERITY.getOrDefault(symptom.severity(), 1.0);
    }

    private static String sentence(Map<String, Remedies.Answer> answers, Symptom symptom) {
        String seen =
                symptom.evidence().isEmpty() ? "" : ": " + symptom.evidence().getFirst();
        return "%s (%s)%s; %s"
                .formatted(
                        symptom.id().replace('_', ' '),
                        symptom.severity(),
                        seen,
                        answers.get(symptom.id()).because());
    }
}
