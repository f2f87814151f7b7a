package io.epochline.trainer.data;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/**
 * Rows in such an order that every value of a column keeps its share from the first row on: of the first {@code t} rows,
 * a value with share {@code p} has less than one row more or fewer than {@code p t}. So a batch is off by less than two.
 *
 * <p>Row {@code j} of a value may come from place {@code j / p} on and must have come by {@code (j + 1) / p}; of those that
 * may, the most urgent comes next. That this always works out is the theorem behind proportionate fairness: S. K. Baruah,
 * N. K. Cohen, C. G. Plaxton, D. A. Varvel, Proportionate progress, Algorithmica 15, 1996.
 */
final class StratifiedOrder {

    private final RowBuckets strata;
    private final int rows;
    private final int[] used;
    /** For each place, the value whose next row may come from there on, and through {@code chain} the others. */
    private final int[] released;

    private final int[] chain;
    /** By deadline, then in random order. */
    private final PriorityQueue<Long> ready = new PriorityQueue<>();

    private final int[] tieRank;
    private final int[] ofRank;

    private StratifiedOrder(RowBuckets strata, int rows, RandomGenerator random) {
        this.strata = strata;
        this.rows = rows;
        this.used = new int[strata.values()];
        this.released = new int[rows];
        this.chain = new int[strata.values()];
        this.ofRank = Seeds.permutation(strata.values(), random);
        this.tieRank = new int[strata.values()];
        for (int rank = 0; rank < ofRank.length; rank++) {
            tieRank[ofRank[rank]] = rank;
        }
        Arrays.fill(released, -1);
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
            int value = ofRank[(int) (ready.remove() % ofRank.length)];
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
        long deadline = Math.ceilDiv((used[value] + 1L) * rows, strata.size(value));
        ready.add(deadline * ofRank.length + tieRank[value]);
    }
}
