package io.epochline.analyzer.campaign;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.epochline.events.CampaignRequested;
import io.epochline.events.Event;
import io.epochline.events.Failure;
import io.epochline.events.FailureCode;
import io.epochline.events.Json;
import io.epochline.events.LossProposed;
import io.epochline.events.ModelProposed;
import io.epochline.events.ProposalChecked;
import io.epochline.events.RunAnalyzed;
import io.epochline.events.RunFinished;
import io.epochline.events.RunMetrics;
import io.epochline.events.RunStatus;
import io.epochline.events.RunSummary;
import io.epochline.events.SettingsProposed;
import io.epochline.events.spec.CampaignSpec;
import io.epochline.events.spec.CampaignSpec.Confirmation;
import io.epochline.events.spec.DataSpec;
import io.epochline.events.spec.TrainingJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The events of one campaign, as the other services would tell them. */
public final class CampaignEvents {
    public static final String EXPERIMENT = "spectral-1";
    public static final String BASELINE = "spectral-1-baseline";

    private CampaignEvents() {}

    /** One round, in which every proposal is trained whole, once. */
    public static CampaignRequested requested(int losses, int models) {
        return new CampaignRequested(
                EXPERIMENT,
                new CampaignSpec(
                        "spectral", baseline(), losses, models, 0, 1, 100, null, Confirmation.NONE, null, null));
    }

    public static TrainingJob baseline() {
        return new TrainingJob(
                "spectral",
                new DataSpec.Spectral(256, 32, 30, 0.02, 0.05, 3L, null),
                new TextNode("cnn_small"),
                "mse",
                null,
                null,
                null,
                null,
                null,
                12,
                32,
                null,
                null,
                null,
                null,
                null,
                7L,
                null);
    }

    public static RunFinished succeeded(String runId, double value) {
        RunSummary summary = new RunSummary(
                12, 96, 9, value, value * 1.01, value * 3, value * 0.9, Map.of("mse", value), false, 1.5, 900, 4000);
        return new RunFinished(
                runId, EXPERIMENT, 1, "spectral", RunStatus.SUCCEEDED, null, summary, null, Map.of("role", "baseline"));
    }

    public static RunFinished failed(String runId, String message) {
        return new RunFinished(
                runId,
                EXPERIMENT,
                1,
                "spectral",
                RunStatus.FAILED,
                Failure.of(FailureCode.INVALID_MODEL, message),
                null,
                null,
                Map.of());
    }

    public static RunFinished cancelled(String runId) {
        return new RunFinished(runId, EXPERIMENT, 1, "spectral", RunStatus.CANCELLED, null, null, null, Map.of());
    }

    public static LossProposed loss(String id, int rank, String expression) {
        return new LossProposed(
                id, EXPERIMENT, BASELINE, rank, "Name of " + id, expression, List.of("5 % outliers"), "lower loss");
    }

    public static ModelProposed model(String id, int rank) {
        return new ModelProposed(
                id, EXPERIMENT, BASELINE, rank, "Name of " + id, new TextNode(id), List.of("a plateau"), "lower loss");
    }

    public static SettingsProposed settings(String id, int rank, String key, int value) {
        ObjectNode settings = Json.MAPPER.createObjectNode().put(key, value);
        return new SettingsProposed(
                id, EXPERIMENT, BASELINE, rank, id, settings, List.of("a plateau"), null, null, null, null);
    }

    /** The baseline is analysed, and its proposals passed their checks. */
    public static List<Event> analyzedAndChecked(String... proposals) {
        List<Event> events = new ArrayList<>(List.of(analyzed(BASELINE)));
        for (String proposal : proposals) {
            events.add(checked(proposal, null));
        }
        return events;
    }

    /** @param fault null where there is none */
    public static ProposalChecked checked(String proposal, String fault) {
        return new ProposalChecked(proposal, EXPERIMENT, BASELINE, fault == null, fault);
    }

    public static RunAnalyzed analyzed(String runId) {
        return new RunAnalyzed(runId, EXPERIMENT, new RunMetrics(0.6, "plateauing", 0.05, "unlikely", 0.9), List.of());
    }
}
