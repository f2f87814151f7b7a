package io.epochline.trainer;

import io.epochline.events.Failure;
import io.epochline.events.RunStatus;
import io.epochline.events.spec.ScheduleSpec;
import io.epochline.events.spec.TrainingJob;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code train_log.txt}: the run as a person reads it, a line per epoch. A function of the job and the trace alone. */
final class TrainLog {

    private TrainLog() {}

    /** @param parameters how many numbers are trained */
    static String write(
            String runId, PreparedJob prepared, int parameters, Trace trace, RunStatus status, Failure failure) {
        TrainingJob job = prepared.job();
        StringBuilder log = new StringBuilder();
        line(log, "run: %s", runId);
        line(log, "model: %s (%d parameters)", prepared.model().model().name(), parameters);
        line(log, "loss: %s", prepared.loss().canonical());
        line(log, "objective: %s", prepared.objective().canonical());
        line(log, "optimizer: %s", LogText.settings(job.optimizer()));
        if (!job.schedule().equals(ScheduleSpec.DEFAULT)) {
            line(log, "schedule: %s", LogText.settings(job.schedule()));
        }
        if (job.clipNorm() != null) {
            line(log, "clip_norm: %s", LogText.setting(job.clipNorm()));
        }
        if (job.clipValue() != null) {
            line(log, "clip_value: %s", LogText.setting(job.clipValue()));
        }
        line(log, "batch_size: %d", job.batchSize());
        line(log, "epochs: %d", job.epochs());
        if (job.earlyStopping() != null) {
            line(
                    log,
                    "early_stopping: patience=%d min_delta=%s",
                    job.earlyStopping().patience(),
                    LogText.setting(job.earlyStopping().minDelta()));
        }
        line(log, "seed: %d", job.seed());
        line(
                log,
                "data: %s (%d rows to train on, %d held out, sha256 %s)",
                prepared.data().description(),
                prepared.trainRows(),
                prepared.partition().validation().length,
                prepared.data().sha256());
        line(log, "");
        int bestEpoch = trace.bestEpoch();
        double best = Double.POSITIVE_INFINITY;
        for (EpochRecord epoch : trace.epochs()) {
            boolean better = epoch.valLoss() < best;
            best = better ? epoch.valLoss() : best;
            line(log, "%s%s", epoch(epoch, job.epochs()), better ? " | best" : "");
        }
        line(log, "");
        if (bestEpoch > 0) {
            line(log, "best_val=%s best_epoch=%d", LogText.number(best), bestEpoch);
        }
        line(log, "status: %s", status.name().toLowerCase(Locale.ROOT));
        if (failure != null) {
            line(log, "failure: %s", failure.message());
        }
        return log.toString();
    }

    private static String epoch(EpochRecord epoch, int epochs) {
        String metrics = new TreeMap<>(epoch.metrics())
                .entrySet().stream()
                        .map(metric -> " | %s %s".formatted(metric.getKey(), LogText.number(metric.getValue())))
                        .collect(Collectors.joining());
        return String.format(
                Locale.ROOT,
                "Epoch %d/%d | train loss %s | val loss %s%s | lr %s | grad norm %s | %.2f s",
                epoch.epoch(),
                epochs,
                LogText.number(epoch.trainLoss()),
                LogText.number(epoch.valLoss()),
                metrics,
                LogText.setting(epoch.learningRate()),
                LogText.number(epoch.gradNorm()),
                epoch.seconds());
    }

    private static void line(StringBuilder log, String format, Object... arguments) {
        log.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
