package io.epochline.compute.gradient;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Op;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Adds up what the readers of a value contribute to its gradient. Slices contribute pieces with zeros around them: where
 * pieces lie beside each other they are put together, rather than widened to the whole and added, which for the steps of
 * a sequence would cost as much as the square of their number.
 */
final class Contributions {

    /** The piece of a gradient that begins at {@code start} on an axis, and is zero elsewhere. */
    private record Piece(int start, Value value) {
        int end(int axis) {
            return start + value.shape().dim(axis);
        }
    }

    private Contributions() {}

    static Value sum(GraphBuilder b, List<Value> contributions) {
        List<Value> terms = new ArrayList<>();
        Map<Integer, List<Piece>> pieces = new TreeMap<>();
        for (Value contribution : contributions) {
            int axis = paddedAxis(b, contribution);
            if (axis < 0) {
                terms.add(contribution);
            } else {
                Op.Pad pad = (Op.Pad) b.nodes().get(contribution.id()).op();
                Value inner = b.nodes().get(contribution.id()).input(0);
                pieces.computeIfAbsent(axis, a -> new ArrayList<>())
                        .add(new Piece(pad.before().get(axis), inner));
            }
        }
        pieces.forEach((axis, group) ->
                terms.addAll(joined(b, axis, group, contributions.get(0).shape())));
        return terms.stream().reduce(b::add).orElseThrow();
    }

    /** The one axis along which a value is something with zeros around it, or -1. */
    private static int paddedAxis(GraphBuilder b, Value value) {
        if (!(b.nodes().get(value.id()).op() instanceof Op.Pad pad) || pad.value() != 0) {
            return -1;
        }
        int found = -1;
        for (int axis = 0; axis < value.rank(); axis++) {
            if (pad.before().get(axis) + pad.after().get(axis) > 0) {
                if (found >= 0) {
                    return -1;
                }
                found = axis;
            }
        }
        return found;
    }

    /** Pieces that do not overlap become one value; those that overlap with them go on to the next. */
    private static List<Value> joined(GraphBuilder b, int axis, List<Piece> pieces, Shape whole) {
        List<Value> values = new ArrayList<>();
        List<Piece> waiting = new ArrayList<>(pieces);
        waiting.sort(Comparator.comparingInt(Piece::start));
        while (!waiting.isEmpty()) {
            List<Piece> row = new ArrayList<>();
            List<Piece> overlapping = new ArrayList<>();
            int end = 0;
            for (Piece piece : waiting) {
                if (piece.start() >= end) {
                    row.add(piece);
                    end = piece.end(axis);
                } else {
                    overlapping.add(piece);
                }
            }
            values.add(row(b, axis, row, whole));
            waiting = overlapping;
        }
        return values;
    }

    private static Value row(GraphBuilder b, int axis, List<Piece> pieces, Shape whole) {
        if (pieces.size() == 1) {
            Piece piece = pieces.get(0);
            return b.pad(piece.value(), axis, piece.start(), whole.dim(axis) - piece.end(axis));
        }
        List<Value> parts = new ArrayList<>();
        int end = 0;
        for (Piece piece : pieces) {
            addZeros(b, parts, axis, piece.start() - end, piece.value());
            parts.add(piece.value());
            end = piece.end(axis);
        }
        addZeros(b, parts, axis, whole.dim(axis) - end, parts.get(0));
        return b.concat(axis, parts.toArray(Value[]::new));
    }

    private static void addZeros(GraphBuilder b, List<Value> parts, int axis, int extent, Value like) {
        if (extent > 0) {
            parts.add(b.broadcastTo(b.scalar(0, like), like.shape().with(axis, extent)));
        }
    }
}
