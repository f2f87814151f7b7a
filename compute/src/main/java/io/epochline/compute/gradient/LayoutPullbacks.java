package io.epochline.compute.gradient;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Op;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The gradients of what moves elements: they move back. */
final class LayoutPullbacks {

    private LayoutPullbacks() {}

    static Value transpose(List<Integer> permutation, Site site) {
        int[] inverse = new int[permutation.size()];
        IntStream.range(0, inverse.length).forEach(axis -> inverse[permutation.get(axis)] = axis);
        return site.b().transpose(site.dy(), inverse);
    }

    static Value slice(Op.Slice op, Site site) {
        GraphBuilder b = site.b();
        Value spread = site.dy();
        for (int axis = 0; axis < spread.rank(); axis++) {
            spread = dilate(b, spread, axis, op.steps().get(axis));
            int start = op.starts().get(axis);
            int after = site.x().shape().dim(axis) - start - spread.shape().dim(axis);
            spread = b.pad(spread, axis, start, after);
        }
        return spread;
    }

    static Value pad(List<Integer> before, Site site) {
        Value inner = site.dy();
        for (int axis = 0; axis < inner.rank(); axis++) {
            int start = before.get(axis);
            inner = site.b().slice(inner, axis, start, start + site.x().shape().dim(axis));
        }
        return inner;
    }

    /** The slices are added up where they were taken. */
    static Value gather(int axis, Site site) {
        GraphBuilder b = site.b();
        Shape x = site.x().shape();
        Value indices = site.node().input(1);
        Shape taken = x.with(axis, indices.shape().size());
        int[] aligned = new int[x.rank()];
        Arrays.fill(aligned, 1);
        aligned[axis] = indices.shape().size();
        Value everywhere = b.broadcastTo(b.reshape(indices, Shape.of(aligned)), taken);
        return b.scatterAdd(everywhere, b.reshape(site.dy(), taken), axis, x.dim(axis));
    }

    static Value concat(int axis, int operand, Site site) {
        int start = site.node().inputs().stream()
                .limit(operand)
                .mapToInt(part -> part.shape().dim(axis))
                .sum();
        int extent = site.node().input(operand).shape().dim(axis);
        return site.b().slice(site.dy(), axis, start, start + extent);
    }

    /** Puts {@code step - 1} zeros between neighbours of an axis. */
    private static Value dilate(GraphBuilder b, Value x, int axis, int step) {
        int extent = x.shape().dim(axis);
        if (step == 1 || extent < 2) {
            return x;
        }
        Shape spread = x.shape().with(axis, extent * step);
        Value gaps = b.reshape(b.pad(b.unsqueeze(x, axis + 1), axis + 1, 0, step - 1), spread);
        return b.slice(gaps, axis, 0, (extent - 1) * step + 1);
    }
}
