package io.epochline.trainer;

import io.epochline.compute.loss.Loss;
import io.epochline.compute.network.Network;
import io.epochline.events.spec.TrainingJob;
import io.epochline.trainer.data.Dataset;
import io.epochline.trainer.data.Partition;

/** A job with all that it names found, read and fitting together. */
public record PreparedJob(
        TrainingJob job, Dataset data, Partition partition, Network network, Loss loss, Loss objective) {}
