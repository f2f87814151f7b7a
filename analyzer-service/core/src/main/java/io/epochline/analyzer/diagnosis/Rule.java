package io.epochline.analyzer.diagnosis;

import io.epochline.events.Symptom;
import java.util.Optional;

/** Looks for one symptom. */
@FunctionalInterface
interface Rule {

    Optional<Symptom> find(Case run);
}
