package io.epochline.compute.onnx;

import io.epochline.compute.ir.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** A list of extents, each {@code scale * batch + offset}. */
record Extents(long[] scales, long[] offsets) {

    /** What fits the values seen at the two batch sizes of a {@link BatchedGraph}. */
    static Extents of(List<Integer> first, List<Integer> second) {
        long[] scales = new long[first.size()];
        long[] offsets = new long[first.size()];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = (second.get(i) - first.get(i)) / (BatchedGraph.SECOND - BatchedGraph.FIRST);
            offsets[i] = first.get(i) - scales[i] * BatchedGraph.FIRST;
        }
        return new Extents(scales, offsets);
    }

    static Extents of(Shape first, Shape second) {
        return of(first.dims(), second.dims());
    }

    int size() {
        return scales.length;
    }

    /** How many of them follow the batch. */
    long following() {
        return IntStream.range(0, size()).filter(this::follows).count();
    }

    boolean follows(int i) {
        return scales[i] != 0;
    }

    /** Whether it is the batch itself. */
    boolean isBatch(int i) {
        return scales[i] == 1 && offsets[i] == 0;
    }

    /** The name of a symbolic extent: {@code batch} itself, or what it is made of. */
    String symbol(int i) {
        String scaled = scales[i] == 1 ? "batch" : scales[i] + "*batch";
        return offsets[i] == 0 ? scaled : scaled + "+" + offsets[i];
    }
}
