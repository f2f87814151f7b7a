package io.epochline.trainer.data;

import io.epochline.events.spec.BatchesSpec;
import io.epochline.trainer.TrainerException;
import java.util.random.RandomGenerator;

/**
 * In which order an epoch takes the rows of the training part, each once; a batch is the next so many of them.
 *
 * <p>The order depends on the seed and the epoch alone. So whoever resumes at batch {@code k} leaves out the first {@code k}
 * batches of the same order.
 */
@FunctionalInterface
public interface BatchSampler {

    /** @param epoch from 1 */
    int[] order(int epoch);

    /** @throws TrainerException where the data has not what the sampler goes by */
    static BatchSampler of(BatchesSpec spec, Examples examples, long seed) {
        int[] train = examples.partition().train();
        RowColumns columns = examples.columns();
        return switch (spec) {
            case BatchesSpec.Sequential sequential -> epoch -> train.clone();
            case BatchesSpec.Random random -> epoch -> shuffled(train, Seeds.stream(seed, epoch));
            case BatchesSpec.Series series ->
                epoch -> SeriesOrder.of(columns.group(), train, Seeds.stream(seed, epoch));
            case BatchesSpec.Stratified stratified -> {
                if (columns.strata() == null) {
                    throw TrainerException.data("batches: stratified needs classes, which whole numbers along one axis "
                            + "are, or data.strata, the column whose values keep their shares. Maybe sampler: random.");
                }
                yield epoch -> StratifiedOrder.of(columns.strata(), train, Seeds.stream(seed, epoch));
            }
        };
    }

    /** The rows in random order. */
    static int[] shuffled(int[] rows, RandomGenerator random) {
        int[] order = Seeds.permutation(rows.length, random);
        for (int i = 0; i < order.length; i++) {
            order[i] = rows[order[i]];
        }
        return order;
    }
}
