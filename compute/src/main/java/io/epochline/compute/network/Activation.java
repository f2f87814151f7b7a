package io.epochline.compute.network;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Value;
import java.util.Locale;

/** A function of each element; softmax and log_softmax alone are over the last axis. */
record Activation(Function function) implements Layer {
    enum Function {
        RELU,
        LEAKY_RELU,
        ELU,
        SELU,
        GELU,
        SILU,
        MISH,
        HARD_SWISH,
        TANH,
        SIGMOID,
        HARD_SIGMOID,
        SOFTPLUS,
        SOFTSIGN,
        SOFTMAX,
        LOG_SOFTMAX
    }

    static Activation read(Fields fields) {
        return new Activation(fields.choice("function", Function.class, null));
    }

    @Override
    public String kind() {
        return "activation";
    }

    @Override
    public String title() {
        return function.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Value apply(Scope at, Value x) {
        GraphBuilder g = at.g();
        return switch (function) {
            case RELU -> g.relu(x);
            case LEAKY_RELU -> g.leakyRelu(x, 0.01);
            case ELU -> g.elu(x, 1);
            case SELU -> g.selu(x);
            case GELU -> g.gelu(x);
            case SILU -> g.silu(x);
            case MISH -> g.mish(x);
            case HARD_SWISH -> g.hardSwish(x);
            case TANH -> g.tanh(x);
            case SIGMOID -> g.sigmoid(x);
            case HARD_SIGMOID -> g.hardSigmoid(x, 1.0 / 6, 0.5);
            case SOFTPLUS -> g.softplus(x);
            case SOFTSIGN -> g.softsign(x);
            case SOFTMAX -> g.softmax(x, -1);
            case LOG_SOFTMAX -> g.logSoftmax(x, -1);
        };
    }
}
