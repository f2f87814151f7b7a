package io.epochline.events.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.events.Require;
import java.util.List;

/**
 * One training run.
 *
 * @param model a named architecture ({@code "cnn_small"}, or {@code {"name": …, "params": {…}}}), a whole document with
 *     {@code layers}, or a model from a file as {@link OnnxModelSpec}
 * @param loss what is trained, an expression such as {@code 0.8*huber(delta=1.0) + 0.2*(1 - pearson())}
 * @param objective what is validated and decides early stopping and the best epoch; the loss when absent. Runs are
 *     compared by it, so that a change of loss does not change the yardstick
 * @param timeLimit seconds of training and validation, over all attempts, after which the run ends with the best epoch it
 *     has; absent for none
 * @param clipNorm the bound on the Euclidean norm of each step's gradient; absent for none
 * @param clipValue the bound on each element of it, after that; absent for none
 * @param record what to keep beside the trace
 * @param recordEvery how many steps lie between two that are kept; when absent so many that about a thousand are
 * @param stage where the run is only a part; absent for the whole
 */
public record TrainingJob(
        String name,
        DataSpec data,
        JsonNode model,
        String loss,
        String objective,
        OptimizerSpec optimizer,
        ScheduleSpec schedule,
        Double clipNorm,
        Double clipValue,
        Integer epochs,
        Integer batchSize,
        BatchesSpec batches,
        EarlyStopping earlyStopping,
        Double timeLimit,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Recorded> record,
        Integer recordEvery,
        Long seed,
        Stage stage)
        implements RunJob {

    /**
     * Stop when the validation loss has not fallen by more than {@code minDelta} for {@code patience} epochs.
     */
    public record EarlyStopping(Integer patience, Double minDelta) {

        public EarlyStopping {
            patience = patience == null ? 10 : patience;
            minDelta = minDelta == null ? 0.0 : minDelta;
            Require.that(patience >= 1, "early_stopping.patience", "at least 1", patience);
            Require.that(minDelta >= 0, "early_stopping.min_delta", "at least 0", minDelta);
        }
    }

    /**
     * A part of a run. Schedules are those of the whole, so that two stages, one after the other, do what one run does.
     *
     * @param after the run of the same experiment that goes on, of the same job but for its stage; from the beginning where it
     *     is absent, or left nothing to go on from
     * @param until the epoch after which this run ends
     */
    public record Stage(String after, Integer until) {

        public Stage {
            if (after != null) {
                Require.identifier(after, "stage.after");
            }
            Require.that(until != null && until >= 1, "stage.until", "at least 1", until);
        }
    }

    public TrainingJob {
        Require.identifier(name, "name");
        Require.present(data, "data");
        Require.present(model, "model");
        OnnxModelSpec.of(model);
        Require.text(loss, "loss");
        objective = objective == null ? loss : objective;
        optimizer = optimizer == null ? OptimizerSpec.DEFAULT : optimizer;
        schedule = schedule == null ? ScheduleSpec.DEFAULT : schedule;
        epochs = epochs == null ? 20 : epochs;
        batchSize = batchSize == null ? 32 : batchSize;
        batches = batches == null ? BatchesSpec.DEFAULT : batches;
        record = record == null ? List.of() : List.copyOf(record);
        seed = seed == null ? 0L : seed;
        Require.that(epochs >= 1 && epochs <= 1_000_000, "epochs", "between 1 and 1000000", epochs);
        Require.that(
                stage == null || stage.until() <= epochs,
                "stage.until",
                "at most epochs, which is " + epochs,
                stage == null ? null : stage.until());
        Require.that(batchSize >= 1, "batch_size", "at least 1", batchSize);
        Require.that(
                !(batches instanceof BatchesSpec.Series) || data.group() != null,
                "data.group",
                "the column that names the series, for batches: {sampler: series}",
                data.group());
        Require.that(timeLimit == null || timeLimit > 0, "time_limit", "above 0, or left out for none", timeLimit);
        Require.that(
                !(optimizer instanceof OptimizerSpec.Preconditioned),
                "optimizer.name",
                "another than 'preconditioned', which is for jobs of kind 'objective'",
                "preconditioned");
        Require.that(
                !record.contains(Recorded.PRECOND),
                "record",
                "diag_steps, grads or curvature; precond is of preconditioned descent, which is for jobs of kind 'objective'",
                "precond");
        Require.that(recordEvery == null || recordEvery >= 1, "record_every", "at least 1, or left out", recordEvery);
        Require.that(clipNorm == null || clipNorm > 0, "clip_norm", "above 0, or left out for none", clipNorm);
        Require.that(clipValue == null || clipValue > 0, "clip_value", "above 0, or left out for none", clipValue);
        Require.that(
                schedule.warmupEpochs() < epochs,
                "schedule.warmup_epochs",
                "below epochs, which is " + epochs,
                schedule.warmupEpochs());
    }

    /** The epoch after which the run ends at the latest. */
    public int lastEpoch() {
        return stage == null ? epochs : stage.until();
    }

    /** The same job as a whole. */
    public TrainingJob whole() {
        return new TrainingJob(
                name,
                data,
                model,
                loss,
                objective,
                optimizer,
                schedule,
                clipNorm,
                clipValue,
                epochs,
                batchSize,
                batches,
                earlyStopping,
                timeLimit,
                record,
                recordEvery,
                seed,
                null);
    }
}
