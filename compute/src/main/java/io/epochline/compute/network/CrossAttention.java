package io.epochline.compute.network;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;

/**
 * {@code f32[tokens, features] -> f32[queries, heads·width]}: learned queries gather from the tokens, each what it has
 * learned to look for (the latents of Jaegle et al. 2021).
 */
record CrossAttention(int queries, int heads, int width) implements Layer {
    static CrossAttention read(Fields fields) {
        return new CrossAttention(
                fields.whole("queries", 1), fields.whole("heads", 1, 4), fields.whole("width", 1, 16));
    }

    @Override
    public String kind() {
        return "cross_attention";
    }

    @Override
    public Value apply(Scope at, Value x) {
        at.needsTokens(x);
        GraphBuilder g = at.g();
        Heads parallel = new Heads(heads, width);
        Shape each = Shape.of(queries, heads * width);
        Value learned = at.parameter("queries", each, Init.GLOROT.of(heads * width, heads * width), x);
        Value asked = parallel.split(g, g.unsqueeze(learned, 0));
        Value keys = parallel.project(at, "key", x, true);
        Value values = parallel.project(at, "value", x, true);
        Value joined = parallel.gather(g, parallel.scores(g, asked, keys), values);
        return new Dense(heads * width, true, Init.GLOROT).apply(at.part("out"), joined);
    }
}
