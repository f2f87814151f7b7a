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
        Value query = heads(at, "query", tokens);
        Value key = heads(at, "key", tokens);
        Value value = heads(at, "value", tokens);
        Value scores = g.divide(g.matmul(query, g.transposeMatrix(key)), Math.sqrt(width));
        Value gathered = g.transpose(g.matmul(g.softmax(scores, -1), value), 0, 2, 1, 3);
        Value joined = g.reshape(gathered, batch, channels, heads * width);
        Value logits = new Dense(1, true, Init.ZEROS).apply(at.part("gate"), joined);
        Value gates = g.multiply(g.sigmoid(logits), 2);
        return g.multiply(x, g.reshape(gates, batch, channels, 1, 1));
    }

    /** {@code f32[batch, channels, cells] -> f32[batch, heads, channels, width]}. */
    private Value heads(Scope at, String part, Value tokens) {
        Value all = new Dense(heads * width, false, Init.GLOROT).apply(at.part(part), tokens);
        Value split = at.g().reshape(all, all.shape().dim(0), all.shape().dim(1), heads, width);
        return at.g().transpose(split, 0, 2, 1, 3);
    }
}
