package io.epochline.analyzer.campaign;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.events.LossProposed;
import io.epochline.events.ModelProposed;
import io.epochline.events.RunFinished;
import io.epochline.events.spec.TrainingJob;
import java.util.List;

/**
 * A proposal of a campaign, and what its run gave.
 *
 * @param rank 1 is the most promising
 * @param result absent until its run is over
 */
public record Candidate(
        String proposalId,
        int rank,
        String name,
        Change change,
        List<String> evidence,
        String expectedEffect,
        RunFinished result) {

    /** The one thing in which a candidate differs from the baseline. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = NewLoss.class, name = "loss"),
        @JsonSubTypes.Type(value = NewModel.class, name = "model")
    })
    public sealed interface Change {}

    /** Trains the baseline's model on another loss. */
    public record NewLoss(String expression) implements Change {}

    /** Trains another model on the baseline's loss. */
    public record NewModel(JsonNode model) implements Change {}

    static Candidate of(LossProposed proposed) {
        return new Candidate(
                proposed.proposalId(),
                proposed.rank(),
                titled(proposed.name(), proposed.proposalId()),
                new NewLoss(proposed.expression()),
                proposed.evidence(),
                proposed.expectedEffect(),
                null);
    }

    static Candidate of(ModelProposed proposed) {
        return new Candidate(
                proposed.proposalId(),
                proposed.rank(),
                titled(proposed.name(), proposed.proposalId()),
                new NewModel(proposed.model()),
                proposed.evidence(),
                proposed.expectedEffect(),
                null);
    }

    Candidate finished(RunFinished run) {
        return new Candidate(proposalId, rank, name, change, evidence, expectedEffect, run);
    }

    /** The baseline's job with the one change: same data, same seed, and the baseline's objective as the yardstick. */
    TrainingJob job(TrainingJob baseline) {
        return new TrainingJob(
                proposalId,
                baseline.data(),
                change instanceof NewModel other ? other.model() : baseline.model(),
                change instanceof NewLoss other ? other.expression() : baseline.loss(),
                baseline.objective(),
                baseline.optimizer(),
                baseline.schedule(),
                baseline.clipNorm(),
                baseline.clipValue(),
                baseline.epochs(),
                baseline.batchSize(),
                baseline.batches(),
                baseline.earlyStopping(),
                baseline.timeLimit(),
                baseline.seed());
    }

    private static String titled(String name, String proposalId) {
        return name == null || name.isBlank() ? proposalId : name;
    }
}
