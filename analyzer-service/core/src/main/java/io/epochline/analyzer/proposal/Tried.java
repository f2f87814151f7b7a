package io.epochline.analyzer.proposal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.analyzer.proposal.Ledger.Result;
import io.epochline.analyzer.proposal.Ledger.Trial;
import io.epochline.events.Json;
import io.epochline.events.spec.JobSpec;
import io.epochline.events.spec.TrainingJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What need not be tried on a job: changes that did not help where they were tried, and those that make a job that was
 * trained already. What helped one job may be tried on another that came of something else: so remedies add up.
 */
final class Tried {
    private final TrainingJob now;
    private final Set<Change> changes = new HashSet<>();
    private final Set<JsonNode> jobs = new HashSet<>();
    private final List<String> losses = new ArrayList<>();

    /** @param now the job to be improved; null where it is not known */
    Tried(Ledger ledger, TrainingJob now) {
        this.now = now;
        for (Trial trial : ledger.trials()) {
            if (trial.on() != null) {
                jobs.add(anonymous(trial.on()));
                changed(trial.on(), trial.change()).ifPresent(jobs::add);
            }
            if (trial.result() == Result.DID_NOT_HELP) {
                changes.add(trial.change());
            }
        }
        for (Trial trial : ledger.trials()) {
            if (trial.change() instanceof Change.NewLoss(String expression) && contains(trial.change())) {
                losses.add(expression);
            }
        }
    }

    boolean contains(Change change) {
        return changes.contains(change) || isTrained(change);
    }

    /** Whether the change was not there yet. */
    boolean add(Change change) {
        return !isTrained(change) && changes.add(change);
    }

    /** The expressions of the losses among them. */
    List<String> losses() {
        return losses;
    }

    private boolean isTrained(Change change) {
        return now != null
                && !jobs.isEmpty()
                && changed(now, change).filter(jobs::contains).isPresent();
    }

    /** Empty where no job comes of a change of a stranger's making. */
    private static Optional<JsonNode> changed(TrainingJob job, Change change) {
        try {
            return Optional.of(anonymous(change.on(job, job.name())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The document of a job but for its name and stage: equal for jobs that train the same. */
    private static JsonNode anonymous(TrainingJob job) {
        try {
            ObjectNode document = (ObjectNode) Json.MAPPER.readTree(Json.MAPPER.writeValueAsBytes((JobSpec) job));
            return document.without(List.of("name", "stage"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
