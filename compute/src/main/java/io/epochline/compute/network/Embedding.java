package io.epochline.compute.network;

import io.epochline.compute.ir.DType;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;

/**
 * {@code f32[...] -> f32[..., width]}: for each whole number from 0 to {@code count - 1} its row of a table that is
 * learned. Numbers below 0 count from the end, further ones fail at the run.
 */
record Embedding(int count, int width) implements Layer {
    /** Mean 0 and variance 1, as PyTorch's tables start. */
    private static final Initializer START = new Initializer.Uniform(Math.sqrt(3));

    static Embedding read(Fields fields) {
        return new Embedding(fields.whole("count", 1), fields.whole("width", 1));
    }

    @Override
    public String kind() {
        return "embedding";
    }

    @Override
    public Value apply(Scope at, Value x) {
        Value table = at.parameter("weight", Shape.of(count, width), START, x);
        return at.g().embedding(table, at.g().cast(x, DType.I64));
    }
}
