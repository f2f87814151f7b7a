package io.epochline.compute.network;

import io.epochline.compute.ir.Value;
import java.util.List;

/** The same layers several times, each time with parameters of their own. */
record Repeat(int times, List<Layer> layers) implements Layer {
    static Repeat read(Fields fields) {
        return new Repeat(fields.whole("times", 1), fields.layers("layers"));
    }

    @Override
    public String kind() {
        return "repeat";
    }

    @Override
    public Value apply(Scope at, Value x) {
        Value value = x;
        for (int i = 0; i < times; i++) {
            value = at.sequence(layers, value);
        }
        return value;
    }
}
