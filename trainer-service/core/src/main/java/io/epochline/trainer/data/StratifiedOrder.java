package io.epochline.trainer.data;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Rows in such an order that every value of a column keeps its share from the first row on: of the first {@code t} rows,
 * a value with share {@code p} has less than one row more or fewer than {@code p t}. So a batch is off by less than two.
 *
 * <p>Row {@code j} of a value may come from place {@code j / p} on and must have come by {@code (j + 1) / p}; of those that
 * may, the most urgent comes next. As all deadlines are known beforehand, rows are ranked by them once, and finding the
 * next takes a few steps however many values there are. That this always works out is the theorem behind proportionate fairness: S. K. Baruah,
 * N. K. Cohen, C. G. Plaxton, D. A. Varvel, Proportionate progress, Algorithmica 15, 1996.
 */
final class StratifiedOrder {

    private final RowBuckets strata;
    private final int rows;
    private final int[] used;
    /** For each place, the value whose next row may come from there on, and through {@code chain} the others. */
    private final int[] released;

    private final int[] chain;
    /** For each row of {@code strata}, how urgent it is: by deadline, then in random order of values. */
    private final int[] rank;

    /** Of the row with a rank. */
    private final int[] valueOfRank;

    private final RankSet ready;

    private StratifiedOrder(RowBuckets strata, int rows, RandomGenerator random) {
        this.strata = strata;
        this.rows = rows;
        this.used = new int[strata.values()];
        this.released = new int[rows];
        this.chain = new int[strata.values()];
        this.rank = new int[rows];
        this.valueOfRank = new int[rows];
        this.ready = new RankSet(rows);
        Arrays.fill(released, -1);
        rank(Seeds.permutation(strata.values(), random));
    }

    private void rank(int[] values) {
        int[] next = new int[rows + 2];
        for (int value : values) {
            for (int j = 0; j < strata.size(value); j++) {
                next[deadline(value, j) + 1]++;
            }
        }
        for (int deadline = 1; deadline < next.length; deadline++) {
            next[deadline] += next[deadline - 1];
        }
        for (int value : values) {
            for (int j = 0; j < strata.size(value); j++) {
                int ranked = next[deadline(value, j)]++;
                rank[strata.starts()[value] + j] = ranked;
                valueOfRank[ranked] = value;
            }
        }
    }

    private int deadline(int value, int j) {
        return (int) Math.ceilDiv((j + 1L) * rows, strata.size(value));
    }

    static int[] of(KeyColumn column, int[] rows, RandomGenerator random) {
        RowBuckets strata = RowBuckets.of(column, BatchSampler.shuffled(rows, random));
        return new StratifiedOrder(strata, rows.length, random).order();
    }

    private int[] order() {
        int[] order = new int[rows];
        for (int value = 0; value < strata.values(); value++) {
            if (strata.size(value) > 0) {
                makeReady(value);
            }
        }
        for (int place = 0; place < rows; place++) {
            for (int value = released[place]; value >= 0; value = chain[value]) {
                makeReady(value);
            }
            int value = valueOfRank[ready.removeLowest()];
            order[place] = strata.rows()[strata.starts()[value] + used[value]++];
            if (used[value] < strata.size(value)) {
                release(value, place + 1);
            }
        }
        return order;
    }

    private void release(int value, int soonest) {
        int place = (int) ((long) used[value] * rows / strata.size(value));
        if (place <= soonest) {
            makeReady(value);
        } else {
            chain[value] = released[place];
            released[place] = value;
        }
    }

    private void makeReady(int value) {
        ready.add(rank[strata.starts()[value] + used[value]]);
    }
}
