package io.epochline.trainer;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.epochline.artifacts.Sha256;
import io.epochline.compute.ComputeException;
import io.epochline.compute.engine.EngineSpec;
import io.epochline.compute.engine.Execution;
import io.epochline.compute.engine.OnnxTrainingEngine;
import io.epochline.compute.engine.TrainingEngine;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.loss.Loss;
import io.epochline.events.FailureCode;
import io.epochline.events.Json;
import io.epochline.events.spec.TrainingJob;
import io.epochline.trainer.data.BatchSampler;
import io.epochline.trainer.data.Dataset;
import io.epochline.trainer.data.Datasets;
import io.epochline.trainer.data.Partition;

/**
 * A job with all that it names found, read and fitting together.
 *
 * @param predictionShape of what the model gives for one example
 */
public record PreparedJob(
        TrainingJob job,
        Dataset data,
        Partition partition,
        BatchSampler sampler,
        JobModel model,
        Shape predictionShape,
        Loss loss,
        Loss objective) {

    /** The same for all stages of a job on the same data and model: what one attempt began only such another can go on with. */
    String fingerprint() {
        try {
            return Sha256.of(Json.MAPPER.writeValueAsString(job.whole()) + model.document() + data.sha256());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    int trainRows() {
        return partition.train().length;
    }

    /** @throws TrainerException when the model cannot be trained */
    TrainingEngine open(Execution execution) {
        try {
            return OnnxTrainingEngine.open(new EngineSpec(
                    model.model(),
                    loss,
                    objective,
                    UpdateRule.optimizer(job.optimizer()),
                    UpdateRule.clipping(job),
                    data.inputShape(),
                    data.targetShape(),
                    job.seed(),
                    execution));
        } catch (ComputeException e) {
            if (e.category() == ComputeException.Category.USER) {
                throw new TrainerException(FailureCode.INVALID_MODEL, e.getMessage(), e);
            }
            throw e;
        }
    }

    PreparedJob cached(long maxBytes) {
        return new PreparedJob(
                job, Datasets.cached(data, maxBytes), partition, sampler, model, predictionShape, loss, objective);
    }
}
