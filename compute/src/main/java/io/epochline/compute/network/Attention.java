package io.epochline.compute.network;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Value;

/** {@code f32[tokens, features] -> f32[tokens, features]}: multi-head self-attention (Vaswani et al. 2017). */
record Attention(int heads, int width) implements Layer {
    static Attention read(Fields fields) {
        return new Attention(fields.whole("heads", 1, 4), fields.whole("width", 1, 16));
    }

    @Override
    public String kind() {
        return "attention";
    }

    @Override
    public Value apply(Scope at, Value x) {
        at.needsTokens(x);
        GraphBuilder g = at.g();
        Heads parallel = new Heads(heads, width);
        Value queries = parallel.project(at, "query", x, true);
        Value keys = parallel.project(at, "key", x, true);
        Value values = parallel.project(at, "value", x, true);
        Value joined = parallel.gather(g, parallel.scores(g, queries, keys), values);
        return new Dense(x.shape().dim(2), true, Init.GLOROT).apply(at.part("out"), joined);
    }
}
