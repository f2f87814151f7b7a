package io.epochline.trainer.data;

import io.epochline.events.spec.DataSpec;
import java.util.Arrays;

/**
 * Which rows are trained on and which are held out, both in ascending order.
 *
 * <p>At least one row is on each side.
 */
public record Partition(int[] train, int[] validation) {

    /** The part that the split asks for, drawn by its seed. */
    public static Partition of(int rows, DataSpec.Split split) {
        int held = (int) Math.clamp(Math.round(rows * split.validation()), 1, rows - 1);
        int[] order = Seeds.permutation(rows, Seeds.stream(split.seed(), 0));
        return new Partition(sorted(order, held, rows), sorted(order, 0, held));
    }

    private static int[] sorted(int[] order, int from, int to) {
        int[] part = Arrays.copyOfRange(order, from, to);
        Arrays.sort(part);
        return part;
    }
}
