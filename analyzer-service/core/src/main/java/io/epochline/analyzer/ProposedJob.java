package io.epochline.analyzer;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.epochline.artifacts.log.LoggedRun;
import io.epochline.compute.ComputeException;
import io.epochline.compute.loss.Loss;
import io.epochline.compute.network.Network;
import io.epochline.events.spec.DataSpec;
import io.epochline.events.spec.OptimizerSpec;
import io.epochline.events.spec.TrainingJob;
import java.util.Locale;
import java.util.Map;

/** The training job that a log tells of, with the settings that it mentions; proposals change it. */
final class ProposedJob {

    /** A log says nothing about where its data lies; the user puts the arrays here or names another path. */
    private static final String DATA = "data.npz";

    /** What stands in for a model that is none of ours where none is proposed. */
    static final JsonNode ANY_MODEL = TextNode.valueOf("mlp");

    /** How frameworks call losses that have another name here. */
    private static final Map<String, String> FOREIGN = Map.ofEntries(
            entry("mseloss", "mse"),
            entry("meansquarederror", "mse"),
            entry("l1loss", "mae"),
            entry("meanabsoluteerror", "mae"),
            entry("smoothl1loss", "huber"),
            entry("huberloss", "huber"),
            entry("crossentropyloss", "cross_entropy"),
            entry("crossentropy", "cross_entropy"),
            entry("categoricalcrossentropy", "cross_entropy"),
            entry("sparsecategoricalcrossentropy", "cross_entropy"),
            entry("bcewithlogitsloss", "binary_cross_entropy"),
            entry("binarycrossentropy", "binary_cross_entropy"),
            entry("gaussiannllloss", "gaussian_nll"),
            entry("gaussiannll", "gaussian_nll"),
            entry("marginrankingloss", "margin(margin=0)"));

    private ProposedJob() {}

    /**
     * The log's own job, as far as it can be told.
     *
     * @param model that it trains
     */
    static TrainingJob of(LoggedRun run, JsonNode model) {
        String loss = loss(run.loss());
        return new TrainingJob(
                "current",
                new DataSpec.Npz(DATA, null, null, null, null, null),
                model,
                loss,
                loss,
                optimizer(run),
                null,
                null,
                null,
                whole(run, "epochs", 1_000_000),
                whole(run, "batch_size", 1 << 20),
                null,
                null,
                null,
                null,
                null,
                0L,
                null);
    }

    /** The expression for what a log calls its loss; the mean squared error where that is not known. */
    static String loss(String name) {
        if (name == null) {
            return "mse";
        }
        String folded = name.toLowerCase(Locale.ROOT).replaceAll("\\(.*", "").replaceAll("[^a-z0-9]", "");
        String expression = FOREIGN.getOrDefault(folded, name);
        try {
            return Loss.parse(expression).canonical();
        } catch (ComputeException e) {
            return "mse";
        }
    }

    /** Whether it is one of Epochline's. */
    static boolean known(String model) {
        return model != null && Network.names().contains(model);
    }

    private static OptimizerSpec optimizer(LoggedRun run) {
        String name = String.valueOf(run.hyperparameters().get("optimizer")).toLowerCase(Locale.ROOT);
        Double rate = number(run, "learning_rate", Math.ulp(0.0), Double.MAX_VALUE);
        Double momentum = number(run, "momentum", 0, Math.nextDown(1.0));
        Double decay = number(run, "weight_decay", 0, Double.MAX_VALUE);
        if (name.startsWith("sgd")) {
            return new OptimizerSpec.Sgd(rate, momentum, null, decay);
        }
        if (name.startsWith("rmsprop")) {
            return new OptimizerSpec.RmsProp(rate, null, null, momentum, null, decay);
        }
        return name.startsWith("adamw")
                ? new OptimizerSpec.AdamW(rate, null, null, null, decay)
                : new OptimizerSpec.Adam(rate, null, null, null, decay);
    }

    private static Double number(LoggedRun run, String name, double least, double most) {
        return run.hyperparameters().get(name) instanceof Number found
                        && found.doubleValue() >= least
                        && found.doubleValue() <= most
                ? (Double) found.doubleValue()
                : null;
    }

    private static Integer whole(LoggedRun run, String name, int most) {
        return run.hyperparameters().get(name) instanceof Long value && value >= 1 && value <= most
                ? (Integer) value.intValue()
                : null;
    }
}
