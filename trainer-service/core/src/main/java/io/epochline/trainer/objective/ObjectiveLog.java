package io.epochline.trainer.objective;

import io.epochline.events.Failure;
import io.epochline.events.Json;
import io.epochline.events.RunStatus;
import io.epochline.events.spec.ObjectiveJob;
import io.epochline.trainer.LogText;
import java.util.Locale;

/** {@code train_log.txt} of a run on a function: a line for each report. */
final class ObjectiveLog {

    private ObjectiveLog() {}

    static String write(String runId, PreparedObjective prepared, Reports reports, RunStatus status, Failure failure) {
        ObjectiveJob job = prepared.job();
        StringBuilder log = new StringBuilder();
        line(log, "run: %s", runId);
        line(log, "objective: %s (%d parameters)", Json.MAPPER.valueToTree(job.objective()), prepared.size());
        line(log, "optimizer: %s", LogText.settings(job.optimizer()));
        line(log, "schedule: %s", LogText.settings(job.schedule()));
        line(log, "steps: %d, reported every %d", job.steps(), job.reportSteps());
        line(log, "seed: %d", job.seed());
        line(log, "");
        double best = Double.POSITIVE_INFINITY;
        for (int epoch = 1; epoch <= reports.count(); epoch++) {
            double value = reports.of(epoch, "val_loss");
            line(
                    log,
                    "Epoch %d/%d | train loss %s | val loss %s | lr %s | grad norm %s | %.2f s%s",
                    epoch,
                    job.epochs(),
                    LogText.number(reports.of(epoch, "train_loss")),
                    LogText.number(value),
                    LogText.setting(reports.of(epoch, "epoch_lr")),
                    LogText.number(reports.of(epoch, "epoch_grad_norm")),
                    reports.of(epoch, "epoch_duration"),
                    value < best ? " | best" : "");
            best = Math.min(best, value);
        }
        line(log, "");
        line(log, "status: %s", status.name().toLowerCase(Locale.ROOT));
        if (failure != null) {
            line(log, "failure: %s", failure.message());
        }
        return log.toString();
    }

    private static void line(StringBuilder log, String format, Object... arguments) {
        log.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
