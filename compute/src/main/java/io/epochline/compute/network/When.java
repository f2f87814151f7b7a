package io.epochline.compute.network;

import io.epochline.compute.ir.Value;
import java.util.List;

/** The layers if the flag is true, otherwise x as it is: a switch for a parameter of a document. */
record When(boolean flag, List<Layer> layers) implements Layer {
    static When read(Fields fields) {
        return new When(fields.flag("flag"), fields.layers("layers"));
    }

    @Override
    public String kind() {
        return "when";
    }

    @Override
    public Value apply(Scope at, Value x) {
        return flag ? at.sequence(layers, x) : x;
    }
}
