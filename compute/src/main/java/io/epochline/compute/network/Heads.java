package io.epochline.compute.network;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Value;

/**
 * Scaled dot-product attention of several heads side by side (Vaswani et al. 2017): {@code softmax(QKᵀ/√width)·V}.
 *
 * @param width the length of a head's queries, keys and values
 */
record Heads(int count, int width) {
    /** Queries, keys or values of tokens, {@code f32[batch, tokens, n] -> f32[batch, heads, tokens, width]}. */
    Value project(Scope at, String part, Value tokens, boolean bias) {
        Value all = new Dense(count * width, bias, Init.GLOROT).apply(at.part(part), tokens);
        return split(at.g(), all);
    }

    /** {@code f32[batch, tokens, heads·width] -> f32[batch, heads, tokens, width]}. */
    Value split(GraphBuilder g, Value all) {
        return g.transpose(g.reshape(all, all.shape().dim(0), all.shape().dim(1), count, width), 0, 2, 1, 3);
    }

    /** {@code QKᵀ/√width}, {@code f32[batch, heads, queries, tokens]}. */
    Value scores(GraphBuilder g, Value queries, Value keys) {
        return g.multiply(g.matmul(queries, g.transposeMatrix(keys)), 1 / Math.sqrt(width));
    }

    /** {@code softmax(scores)·V}, {@code f32[batch, queries, heads·width]}. */
    Value gather(GraphBuilder g, Value scores, Value values) {
        Value gathered = g.transpose(g.matmul(g.softmax(scores, -1), values), 0, 2, 1, 3);
        return g.reshape(gathered, gathered.shape().dim(0), gathered.shape().dim(1), count * width);
    }
}
