package io.epochline.console.report.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.google.protobuf.Value;
import io.epochline.console.report.export.proto.HyperparameterData;
import io.epochline.console.report.export.proto.Metadata;
import io.epochline.console.report.export.proto.SessionEnd;
import io.epochline.console.report.export.proto.SessionStart;
import io.epochline.console.report.export.proto.Summary;
import io.epochline.console.report.signal.RunFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What TensorBoard's table of hyperparameters shows of a run: the settings of its job, and, once it is over, how it ended and
 * the numbers of its summary. Which settings and metrics there are it works out from all runs together.
 */
final class Hyperparameters {

    private static final String PLUGIN = "hparams";
    private static final String START = "_hparams_/session_start_info";
    private static final String END = "_hparams_/session_end_info";
    private static final String FINAL = "summary/";

    /** What a summary has beside metrics that tells runs apart. */
    private static final List<String> RESULTS = List.of(
            "best_val_loss",
            "final_val_loss",
            "final_train_loss",
            "best_epoch",
            "epochs",
            "steps",
            "seconds",
            "parameters");

    private final JsonNode summary;
    private final JsonNode settings;

    private Hyperparameters(JsonNode summary, JsonNode settings) {
        this.summary = summary;
        this.settings = settings;
    }

    static Hyperparameters of(RunFolder run) {
        JsonNode summary = run.document("summary.json").orElse(MissingNode.getInstance());
        JsonNode settings = summary.path("settings");
        return new Hyperparameters(
                summary,
                settings.isObject()
                        ? settings
                        : run.document("meta.json")
                                .orElse(MissingNode.getInstance())
                                .path("job"));
    }

    /** At the first step. */
    List<Summary.Value> start(double time) {
        SessionStart.Builder start = SessionStart.newBuilder().setStartTimeSecs(time);
        leaves("", settings, (name, value) -> start.putHparams(name, value(value)));
        return List.of(told(
                START,
                HyperparameterData.newBuilder().setSessionStartInfo(start).build()));
    }

    /** At the last step; nothing of a run that is not over. */
    List<Summary.Value> end(double time) {
        List<Summary.Value> values = new ArrayList<>();
        if (!summary.path("status").isTextual()) {
            return values;
        }
        results()
                .forEach((name, number) -> values.add(Summary.Value.newBuilder()
                        .setTag(FINAL + name.replace('.', '/'))
                        .setSimpleValue(number.floatValue())
                        .build()));
        SessionEnd end = SessionEnd.newBuilder()
                .setStatus(
                        summary.path("status").asText().equals("failed")
                                ? SessionEnd.Status.FAILURE
                                : SessionEnd.Status.SUCCESS)
                .setEndTimeSecs(time)
                .build();
        values.add(
                told(END, HyperparameterData.newBuilder().setSessionEndInfo(end).build()));
        return values;
    }

    private Map<String, Double> results() {
        Map<String, Double> results = new TreeMap<>();
        for (String name : RESULTS) {
            if (summary.path(name).isNumber()) {
                results.put(name, summary.path(name).doubleValue());
            }
        }
        leaves("metrics", summary.path("metrics"), (name, value) -> {
            if (value.isNumber()) {
                results.put(name, value.doubleValue());
            }
        });
        return results;
    }

    private static Summary.Value told(String tag, HyperparameterData data) {
        return Summary.Value.newBuilder()
                .setTag(tag)
                .setMetadata(Metadata.newBuilder()
                        .setPluginData(Metadata.PluginData.newBuilder()
                                .setPluginName(PLUGIN)
                                .setContent(data.toByteString())))
                .build();
    }

    /** Values that are no objects, by their path, such as {@code optimizer.lr}. */
    private static void leaves(String path, JsonNode node, BiConsumer<String, JsonNode> leaf) {
        if (node.isObject()) {
            node.properties()
                    .forEach(entry -> leaves(
                            path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(), entry.getValue(), leaf));
        } else if (!node.isNull() && !node.isMissingNode()) {
            leaf.accept(path, node);
        }
    }

    private static Value value(JsonNode node) {
        Value.Builder value = Value.newBuilder();
        if (node.isNumber()) {
            return value.setNumberValue(node.doubleValue()).build();
        }
        if (node.isBoolean()) {
            return value.setBoolValue(node.booleanValue()).build();
        }
        return value.setStringValue(node.isTextual() ? node.textValue() : node.toString())
                .build();
    }
}
