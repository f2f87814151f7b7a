package io.epochline.compute.network;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Value;

/** A function of each element; softmax alone is over the last axis. */
record Activation(Function function) implements Layer {
    enum Function {
        RELU,
        GELU,
        SILU,
        TANH,
        SIGMOID,
        SOFTPLUS,
        SOFTMAX
    }

    static Activation read(Fields fields) {
        return new Activation(fields.choice("function", Function.class, null));
    }

    @Override
    public String kind() {
        return "activation";
    }

    @Override
    public Value apply(Scope at, Value x) {
        GraphBuilder g = at.g();
        return switch (function) {
            case RELU -> g.relu(x);
            case GELU -> g.gelu(x);
            case SILU -> g.silu(x);
            case TANH -> g.tanh(x);
            case SIGMOID -> g.sigmoid(x);
            case SOFTPLUS -> g.softplus(x);
            case SOFTMAX -> g.softmax(x, -1);
        };
    }
}
