package io.epochline.trainer.data;

import java.util.random.RandomGenerator;

/**
 * Rows of different series next to each other: one row of each series in turn, round after round, leaving out those that
 * have none left.
 *
 * <p>The series keep their places from round to round. So of any stretch of rows, those before a series comes again are of
 * as many series as have rows left: a batch repeats a series only where fewer have rows left than it holds.
 */
final class SeriesOrder {

    private SeriesOrder() {}

    static int[] of(KeyColumn series, int[] rows, RandomGenerator random) {
        RowBuckets buckets = RowBuckets.of(series, BatchSampler.shuffled(rows, random));
        int[] turn = Seeds.permutation(buckets.values(), random);
        int[] order = new int[rows.length];
        int left = turn.length;
        int placed = 0;
        for (int round = 0; placed < order.length; round++) {
            int kept = 0;
            for (int i = 0; i < left; i++) {
                int one = turn[i];
                if (round < buckets.size(one)) {
                    order[placed++] = buckets.rows()[buckets.starts()[one] + round];
                    turn[kept++] = one;
                }
            }
            left = kept;
        }
        return order;
    }
}
