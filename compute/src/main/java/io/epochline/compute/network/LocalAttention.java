package io.epochline.compute.network;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;

/**
 * {@code f32[channels, height, width]}: self-attention among the places of each window of {@code window} x {@code window},
 * whose cost grows with the image and not with its square. With a shift the windows lie across the borders of those
 * without; the image is rolled round, and places that were no neighbours before do not see each other (Liu et al. 2021,
 * without relative positions).
 */
record LocalAttention(int window, int shift, int heads, int width) implements Layer {
    /** Far below every score, and still finite. */
    private static final double UNSEEN = -1e9;

    static LocalAttention read(Fields fields) {
        return new LocalAttention(
                fields.whole("window", 2, 4),
                fields.whole("shift", 0, 0),
                fields.whole("heads", 1, 4),
                fields.whole("width", 1, 8));
    }

    @Override
    public String kind() {
        return "local_attention";
    }

    @Override
    public Value apply(Scope at, Value x) {
        at.needsImage(x);
        int height = x.shape().dim(2);
        int across = x.shape().dim(3);
        if (height % window != 0 || across % window != 0 || shift >= window) {
            String message = "needs height and width in windows of %d and a shift below that, got %s and shift %d"
                    .formatted(window, Scope.example(x), shift);
            throw NetworkException.misfit(at.path(), message + ". Maybe an adaptive_average_pool before it");
        }
        GraphBuilder g = at.g();
        Heads parallel = new Heads(heads, width);
        Value tokens = windows(g, rolled(g, x, shift));
        Value queries = parallel.project(at, "query", tokens, true);
        Value keys = parallel.project(at, "key", tokens, true);
        Value values = parallel.project(at, "value", tokens, true);
        Value scores = parallel.scores(g, queries, keys);
        Value seen = shift == 0 ? scores : masked(g, scores, height, across);
        Value joined = parallel.gather(g, seen, values);
        Value mixed = new Dense(x.shape().dim(1), true, Init.GLOROT).apply(at.part("out"), joined);
        return rolled(g, image(g, mixed, x.shape()), -shift);
    }

    /** {@code f32[batch, channels, height, width] -> f32[batch·windows, places, channels]}. */
    private Value windows(GraphBuilder g, Value x) {
        Shape shape = x.shape();
        int down = shape.dim(2) / window;
        int across = shape.dim(3) / window;
        Value split = g.reshape(x, shape.dim(0), shape.dim(1), down, window, across, window);
        Value grouped = g.transpose(split, 0, 2, 4, 3, 5, 1);
        return g.reshape(grouped, shape.dim(0) * down * across, window * window, shape.dim(1));
    }

    private Value image(GraphBuilder g, Value tokens, Shape shape) {
        int down = shape.dim(2) / window;
        int across = shape.dim(3) / window;
        Value split = g.reshape(tokens, shape.dim(0), down, across, window, window, shape.dim(1));
        return g.reshape(g.transpose(split, 0, 5, 1, 3, 2, 4), shape);
    }

    /** The image moved up and left by so many places, what falls off coming in again on the other side. */
    private static Value rolled(GraphBuilder g, Value x, int places) {
        Value rolled = x;
        for (int axis = 2; axis <= 3 && places != 0; axis++) {
            int extent = x.shape().dim(axis);
            int cut = Math.floorMod(places, extent);
            rolled = g.concat(axis, g.slice(rolled, axis, cut, extent), g.slice(rolled, axis, 0, cut));
        }
        return rolled;
    }

    private Value masked(GraphBuilder g, Value scores, int height, int across) {
        int windows = height / window * (across / window);
        int places = window * window;
        double[] mask = new double[windows * places * places];
        for (int i = 0; i < mask.length; i++) {
            int at = i / (places * places);
            boolean together =
                    region(at, i / places % places, height, across) == region(at, i % places, height, across);
            mask[i] = together ? 0 : UNSEEN;
        }
        ValueType type = new ValueType(scores.dtype(), Shape.of(1, windows, 1, places, places));
        Value byImage = g.reshape(scores, -1, windows, heads, places, places);
        return g.reshape(g.add(byImage, g.constant(new Tensor(type, mask))), scores.shape());
    }

    /** Which of the up to four parts that the roll brought together a place of a window is from. */
    private int region(int at, int place, int height, int across) {
        int row = at / (across / window) * window + place / window;
        int column = at % (across / window) * window + place % window;
        return (row < height - shift ? 0 : 1) + (column < across - shift ? 0 : 2);
    }
}
