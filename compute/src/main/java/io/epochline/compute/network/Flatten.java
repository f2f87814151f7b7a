package io.epochline.compute.network;

import io.epochline.compute.ir.Value;

/** All axes of an example as one. */
record Flatten() implements Layer {
    @Override
    public String kind() {
        return "flatten";
    }

    @Override
    public Value apply(Scope at, Value x) {
        return at.g().flatten(x, 1);
    }
}
