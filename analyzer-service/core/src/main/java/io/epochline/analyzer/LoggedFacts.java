package io.epochline.analyzer;

import io.epochline.analyzer.diagnosis.RunFacts;
import io.epochline.artifacts.log.LoggedRun;
import java.util.Locale;

/** What a log mentions beside its curves. */
final class LoggedFacts {

    private LoggedFacts() {}

    static RunFacts of(LoggedRun run) {
        String optimizer = text(run, "optimizer");
        return new RunFacts(
                whole(run, "train_samples"),
                null,
                whole(run, "parameters"),
                whole(run, "batch_size"),
                number(run, "weight_decay"),
                optimizer == null ? null : optimizer.toLowerCase(Locale.ROOT).startsWith("adamw"),
                number(run, "dropout"),
                text(run, "precision"),
                null,
                whole(run, "num_classes"),
                null);
    }

    private static String text(LoggedRun run, String name) {
        Object found = run.hyperparameters().get(name);
        return found == null ? null : found.toString();
    }

    private static Double number(LoggedRun run, String name) {
        return run.hyperparameters().get(name) instanceof Number found ? (Double) found.doubleValue() : null;
    }

    private static Integer whole(LoggedRun run, String name) {
        Double found = number(run, name);
        return found != null && found >= 1 && found <= Integer.MAX_VALUE && found == Math.rint(found)
                ? (Integer) found.intValue()
                : null;
    }
}
