package io.epochline.trainer;

import io.epochline.artifacts.ArtifactException;
import io.epochline.artifacts.DataFiles;
import io.epochline.compute.ComputeException;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.loss.Loss;
import io.epochline.compute.network.NetworkPlan;
import io.epochline.events.FailureCode;
import io.epochline.events.spec.TrainingJob;
import io.epochline.trainer.data.BatchSampler;
import io.epochline.trainer.data.Dataset;
import io.epochline.trainer.data.Datasets;
import io.epochline.trainer.data.Examples;
import io.epochline.trainer.data.Partition;
import java.util.function.Supplier;

/**
 * Finds out whether a job can run, without running it: the data opens, the model builds on it, the losses apply to what
 * comes out, targets are what the loss reads them as, and a batch is not larger than the training part.
 */
public final class JobCheck {

    private JobCheck() {}

    /** @throws TrainerException when it cannot; the message is meant for the person who wrote the job */
    public static PreparedJob check(TrainingJob job, DataFiles files) {
        Loss loss = guarded(FailureCode.INVALID_LOSS, "loss: ", () -> Loss.parse(job.loss()));
        Loss objective = guarded(FailureCode.INVALID_LOSS, "objective: ", () -> Loss.parse(job.objective()));
        JobModel model = guarded(FailureCode.INVALID_MODEL, "", () -> JobModel.open(job.model(), files));
        Examples examples = guarded(FailureCode.INVALID_DATA, "", () -> Datasets.open(job.data(), files));
        Dataset data = examples.data();
        Partition partition = examples.partition();
        BatchSampler sampler = BatchSampler.of(job.batches(), examples, job.seed());
        checkBatchSize(job, data, partition);
        NetworkPlan plan =
                guarded(FailureCode.SHAPE_MISMATCH, "", () -> model.model().plan(data.inputShape()));
        Shape output = plan.output();
        HeadCheck.check(loss, objective, output, data);
        guarded(FailureCode.SHAPE_MISMATCH, "loss: ", () -> apply(loss, output, data, job.batchSize()));
        guarded(FailureCode.SHAPE_MISMATCH, "objective: ", () -> apply(objective, output, data, job.batchSize()));
        TargetCheck.check(loss, output, data);
        Cadence.check(job, loss, plan.parameterCount(), output, data.targetShape());
        return new PreparedJob(job, data, partition, sampler, model, output, loss, objective);
    }

    private static Value apply(Loss loss, Shape output, Dataset data, int batch) {
        GraphBuilder graph = new GraphBuilder();
        Value prediction = graph.input("prediction", ValueType.f32(output.prepend(batch)));
        return loss.apply(
                graph,
                prediction,
                graph.input("target", ValueType.f32(data.targetShape().prepend(batch))));
    }

    private static void checkBatchSize(TrainingJob job, Dataset data, Partition partition) {
        int trained = partition.train().length;
        if (job.batchSize() > trained) {
            throw TrainerException.job(
                    "batch_size %d is larger than the training part: %d of %d rows, %d are held out. Maybe batch_size: %d.",
                    job.batchSize(), trained, data.rows(), partition.validation().length, Math.max(1, trained / 8));
        }
    }

    /** Tells a user's mistake as such; lets everything else pass. */
    private static <T> T guarded(FailureCode code, String prefix, Supplier<T> step) {
        try {
            return step.get();
        } catch (ComputeException e) {
            if (e.category() != ComputeException.Category.USER) {
                throw e;
            }
            throw new TrainerException(code, prefix + e.getMessage(), e);
        } catch (ArtifactException e) {
            if (e.kind() != ArtifactException.Kind.INVALID) {
                throw e;
            }
            throw new TrainerException(code, prefix + e.getMessage(), e);
        }
    }
}
