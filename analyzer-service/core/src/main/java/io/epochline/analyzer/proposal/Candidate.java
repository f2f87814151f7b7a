package io.epochline.analyzer.proposal;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.analyzer.diagnosis.Diagnosis;
import io.epochline.events.Symptom;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A remedy that builds for the task at hand, weighed by the evidence. */
sealed interface Candidate {

    /** The best first; ties by name. */
    Comparator<Candidate> ORDER = Comparator.comparingDouble(
                    (Candidate candidate) -> -candidate.weighed().score())
            .thenComparing(candidate -> candidate.weighed().remedy().name());

    Map<String, Double> SEVERITY = Map.of("info", 0.5, "warning", 1.0, "severe", 1.5);

    Weighed weighed();

    Proposal ranked(int rank);

    record OfLoss(Weighed weighed, String expression) implements Candidate {
        @Override
        public Proposal ranked(int rank) {
            return new LossProposal(
                    "loss-" + weighed.slug(),
                    rank,
                    weighed.remedy().name(),
                    expression,
                    weighed.evidence(),
                    weighed.remedy().expectedEffect());
        }
    }

    record OfModel(Weighed weighed, JsonNode model) implements Candidate {
        @Override
        public Proposal ranked(int rank) {
            return new ModelProposal(
                    "model-" + weighed.slug(),
                    rank,
                    weighed.remedy().name(),
                    model,
                    weighed.evidence(),
                    weighed.remedy().expectedEffect());
        }
    }

    /** A remedy with its score for a diagnosis and the sentences that say why. */
    record Weighed(Remedies.Remedy remedy, double score, List<String> evidence) {

        static Weighed of(Remedies.Remedy remedy, Diagnosis diagnosis) {
            List<Symptom> answered = diagnosis.symptoms().stream()
                    .filter(symptom -> remedy.answers().containsKey(symptom.id()))
                    .sorted(Comparator.comparingDouble((Symptom symptom) -> -weight(remedy, symptom)))
                    .toList();
            double score = remedy.prior()
                    + answered.stream()
                            .mapToDouble(symptom -> weight(remedy, symptom))
                            .sum();
            List<String> evidence = answered.isEmpty()
                    ? List.of("no symptom calls for it; an alternative when the others are tried")
                    : answered.stream()
                            .map(symptom -> sentence(remedy, symptom))
                            .toList();
            return new Weighed(remedy, score, evidence);
        }

        Weighed with(Optional<String> sentence) {
            List<String> all =
                    Stream.concat(evidence.stream(), sentence.stream()).toList();
            return new Weighed(remedy, score, all);
        }

        /** {@code HuberPearson} as {@code huber-pearson}. */
        String slug() {
            return remedy.name()
                    .replaceAll("([a-z])([A-Z])", "$1-$2")
                    .replace('_', '-')
                    .toLowerCase(Locale.ROOT);
        }

        private static double weight(Remedies.Remedy remedy, Symptom symptom) {
            return remedy.answers().get(symptom.id()).weight() * SEVERITY.getOrDefault(symptom.severity(), 1.0);
        }

        private static String sentence(Remedies.Remedy remedy, Symptom symptom) {
            String because = remedy.answers().get(symptom.id()).because();
            String seen = symptom.evidence().isEmpty()
                    ? ""
                    : ": " + symptom.evidence().getFirst();
            return "%s (%s)%s; %s".formatted(symptom.id().replace('_', ' '), symptom.severity(), seen, because);
        }
    }
}
