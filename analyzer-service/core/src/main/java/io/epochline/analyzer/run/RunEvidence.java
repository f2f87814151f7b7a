package io.epochline.analyzer.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.analyzer.diagnosis.Observations;
import io.epochline.analyzer.diagnosis.RunFacts;
import io.epochline.analyzer.proposal.CurrentSetup;
import io.epochline.artifacts.ArtifactException;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.curve.Curves;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.events.Json;
import io.epochline.events.RunFinished;
import io.epochline.events.spec.JobSpec;
import io.epochline.events.spec.TrainingJob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a run left behind, as far as it can be read.
 *
 * @param asked for; null where that is not known
 * @param curves empty where there is no trace
 * @param faults what could not be read, and why
 */
record RunEvidence(JobSpec asked, Curves curves, Observations seen, CurrentSetup setup, List<String> faults) {
    private static final int LARGEST_DOCUMENT = 16 << 20;

    /** @throws ArtifactException when the store does not answer */
    static RunEvidence read(ArtifactStore store, RunFinished run) {
        RunLayout layout = RunLayout.of(run.experimentId(), run.runId());
        List<String> faults = new ArrayList<>();
        Curves curves = attempt(layout.trace(), faults, key -> RunCurves.read(store, layout))
                .orElseGet(RunCurves::none);
        Double firstLoss = attempt(layout.trace(), new ArrayList<>(), key -> RunCurves.firstLoss(store, layout))
                .orElse(null);
        JsonNode meta =
                attempt(layout.meta(), faults, key -> document(store, key)).orElse(Json.MAPPER.nullNode());
        CurrentSetup setup = attempt(layout.meta(), new ArrayList<>(), key -> MetaFacts.setup(meta))
                .orElse(CurrentSetup.UNKNOWN);
        RunFacts facts = attempt(layout.meta(), new ArrayList<>(), key -> MetaFacts.facts(meta, firstLoss))
                .orElse(RunFacts.UNKNOWN);
        JobSpec asked = attempt(layout.meta(), new ArrayList<>(), key -> MetaFacts.asked(meta))
                .flatMap(Function.identity())
                .orElse(null);
        if (asked != null && !(asked instanceof TrainingJob)) {
            return new RunEvidence(asked, curves, Observations.of(facts), setup, List.copyOf(faults));
        }
        boolean classes = meta.path("data").path("classes").asBoolean();
        Observations seen = attempt(
                        layout.predictions(),
                        faults,
                        key -> PredictionEvidence.read(store, key, setup.head(), classes, facts))
                .orElse(Observations.of(facts));
        return new RunEvidence(asked, curves, seen, setup, List.copyOf(faults));
    }

    private interface Reading<T> {
        T read(String key) throws IOException;
    }

    /** Damage can show as any exception of the readers, so all but a store that is away count as a fault of the object. */
    private static <T> Optional<T> attempt(String key, List<String> faults, Reading<T> reading) {
        try {
            return Optional.of(reading.read(key));
        } catch (ArtifactException e) {
            if (e.kind() == ArtifactException.Kind.UNAVAILABLE || e.kind() == ArtifactException.Kind.DENIED) {
                throw e;
            }
            faults.add(e.getMessage());
        } catch (IOException | RuntimeException e) {
            faults.add("The object '%s' is damaged: %s".formatted(key, e.getMessage()));
        }
        return Optional.empty();
    }

    private static JsonNode document(ArtifactStore store, String key) throws IOException {
        return Json.MAPPER.readTree(store.get(key, LARGEST_DOCUMENT));
    }
}
