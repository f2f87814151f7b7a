package io.epochline.compute.network;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Value;

/**
 * {@code f32[channels, height, width]}: multi-head attention (Vaswani et al. 2017) in which the tokens are the channels,
 * each described by its means over a grid of cells. What a channel gathers from the others becomes a gate, by which it
 * is multiplied; the gates start at 1.
 *
 * @param heads how many attentions run side by side
 * @param width the length of a head's queries, keys and values
 * @param grid cells along each side of the image
 */
record ChannelAttention(int heads, int width, int grid) implements Layer {
    static ChannelAttention read(Fields fields) {
        return new ChannelAttention(
                fields.whole("heads", 1, 4), fields.whole("width", 1, 8), fields.whole("grid", 1, 4));
    }

    @Override
    public String kind() {
        return "channel_attention";
    }

    @Override
    public Value apply(Scope at, Value x) {
        at.needsImage(x);
        GraphBuilder g = at.g();
        int batch = x.shape().dim(0);
        int channels = x.shape().dim(1);
        Value cells = new AdaptiveAveragePool(grid).apply(at, x);
        Value tokens = g.reshape(cells, batch, channels, grid * grid);
        Heads parallel = new Heads(heads, width);
        Value queries = parallel.project(at, "query", tokens, false);
        Value keys = parallel.project(at, "key", tokens, false);
        Value values = parallel.project(at, "value", tokens, false);
        Value joined = parallel.gather(g, parallel.scores(g, queries, keys), values);
        Value logits = new Dense(1, true, Init.ZEROS).apply(at.part("gate"), joined);
        Value gates = g.multiply(g.sigmoid(logits), 2);
        return g.multiply(x, g.reshape(gates, batch, channels, 1, 1));
    }
}
