package io.epochline.analyzer.diagnosis;

import io.epochline.artifacts.curve.Curves;
import io.epochline.events.RunMetrics;
import java.util.Optional;

/** What every rule looks at. */
record Case(Curves curves, RunMetrics metrics, Observations seen) {

    RunFacts facts() {
        return seen.facts();
    }

    Optional<Residuals> residuals() {
        return seen.residuals();
    }
}
