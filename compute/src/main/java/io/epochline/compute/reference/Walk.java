package io.epochline.compute.reference;

import io.epochline.compute.ir.Shape;
import java.util.Arrays;

/** Walks over the elements of a shape in row-major order, with a position in another tensor alongside. */
final class Walk {

    /** What is done at an element: its position here, and the one alongside. */
    interface Visit {
        void at(int here, int there);
    }

    private Walk() {}

    /** {@code there} starts at {@code base} and moves by {@code strides[axis]} with each step along an axis. */
    static void over(Shape shape, int base, int[] strides, Visit visit) {
        int[] index = new int[shape.rank()];
        int there = base;
        for (int here = 0; here < shape.size(); here++) {
            visit.at(here, there);
            for (int axis = shape.rank() - 1; axis >= 0; axis--) {
                there += strides[axis];
                if (++index[axis] < shape.dim(axis)) {
                    break;
                }
                there -= strides[axis] * index[axis];
                index[axis] = 0;
            }
        }
    }

    /** Strides that make a tensor look broadcast: 0 along what is stretched or new. */
    static int[] broadcastStrides(Shape from, Shape to) {
        int[] own = from.strides();
        int[] strides = new int[to.rank()];
        int added = to.rank() - from.rank();
        Arrays.setAll(strides, axis -> axis < added || from.dim(axis - added) == 1 ? 0 : own[axis - added]);
        return strides;
    }
}
