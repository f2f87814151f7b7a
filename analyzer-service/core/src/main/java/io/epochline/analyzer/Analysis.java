package io.epochline.analyzer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.analyzer.proposal.Change;
import io.epochline.analyzer.proposal.Proposal;
import io.epochline.artifacts.curve.Direction;
import io.epochline.events.Cost;
import io.epochline.events.Json;
import io.epochline.events.RunMetrics;
import io.epochline.events.Symptom;
import java.util.List;
import java.util.Map;

/**
 * What a log says and what to try next. What the log lacks is null.
 *
 * @param primary index of the run that counts, the last
 * @param proposals for that run
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Analysis(
        String format, Integer primary, List<Run> runs, List<Suggestion> proposals, List<String> warnings) {

    /**
     * One run of the log.
     *
     * @param curves by name
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Run(
            String unit,
            long count,
            Double firstTrainLoss,
            Double lastTrainLoss,
            Best best,
            Map<String, Curve> curves,
            Metrics metrics,
            Map<String, Object> hyperparameters,
            String model,
            String loss,
            List<Symptom> symptoms,
            List<String> warnings) {}

    /** As {@link RunMetrics}, with null where a metric cannot be said. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Metrics(Double improvementRate, String trend, Double gap, String overfitting, Double stability) {

        static Metrics of(RunMetrics metrics) {
            return new Metrics(
                    metrics.improvementRate(),
                    metrics.trend(),
                    metrics.gap(),
                    metrics.overfitting(),
                    metrics.stability());
        }
    }

    /**
     * The best value of the curve that the run is judged by.
     *
     * @param at as printed
     */
    public record Best(String name, double value, Direction direction, Number at) {}

    /**
     * One curve.
     *
     * @param at as printed, one for each value
     */
    public record Curve(List<Number> at, List<Double> values) {}

    /**
     * A proposal and the training job that tries it; the job's data is the user's to name.
     *
     * @param kind {@code loss}, {@code model} or {@code settings}, of which the field of that name holds what changes
     * @param expression of a loss
     * @param settings keys of a training job with their new values
     * @param job absent where the log's model is none of Epochline's and no other is proposed
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Suggestion(
            String kind,
            String id,
            int rank,
            String name,
            @JsonInclude(JsonInclude.Include.NON_NULL) String expression,
            @JsonInclude(JsonInclude.Include.NON_NULL) JsonNode model,
            @JsonInclude(JsonInclude.Include.NON_NULL) JsonNode settings,
            List<String> evidence,
            String expectedEffect,
            String risk,
            Cost cost,
            JsonNode job) {

        static Suggestion of(Proposal proposal, JsonNode job) {
            Change change = proposal.change();
            return new Suggestion(
                    switch (change) {
                        case Change.NewLoss loss -> "loss";
                        case Change.NewModel model -> "model";
                        case Change.NewSettings settings -> "settings";
                    },
                    proposal.id(),
                    proposal.rank(),
                    proposal.name(),
                    change instanceof Change.NewLoss(String expression) ? expression : null,
                    change instanceof Change.NewModel(JsonNode model) ? model : null,
                    change instanceof Change.NewSettings(JsonNode settings) ? settings : null,
                    proposal.evidence(),
                    proposal.expectedEffect(),
                    proposal.risk(),
                    proposal.cost(),
                    job);
        }
    }

    /** The document that {@code analyze --json} prints. */
    public String toJson() {
        try {
            return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new AnalyzerException("the analysis could not be written as JSON: " + e.getMessage(), e);
        }
    }
}
