package io.epochline.compute.network;

import io.epochline.compute.ir.Value;

/** {@code scale·x + offset}, fixed. */
record Rescale(double scale, double offset) implements Layer {
    static Rescale read(Fields fields) {
        return new Rescale(fields.number("scale", -1e6, 1e6), fields.number("offset", -1e6, 1e6, 0));
    }

    @Override
    public String kind() {
        return "rescale";
    }

    @Override
    public Value apply(Scope at, Value x) {
        return at.g().add(at.g().multiply(x, scale), offset);
    }
}
