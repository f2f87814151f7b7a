package io.epochline.compute.reference;

import io.epochline.compute.ir.Shape;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The lines of elements along one axis. */
final class Lanes {

    /** One line: its first position, the step to the next, and how many. */
    record Lane(int start, int stride, int length) {

        int at(int index) {
            return start + index * stride;
        }
    }

    private Lanes() {}

    static Stream<Lane> along(int axis, Shape shape) {
        int length = shape.dim(axis);
        int stride = shape.dropFirst(axis + 1).size();
        int outer = length == 0 || stride == 0 ? 0 : shape.size() / (length * stride);
        return IntStream.range(0, outer).boxed().flatMap(o -> IntStream.range(0, stride)
                .mapToObj(inner -> new Lane(o * length * stride + inner, stride, length)));
    }
}
