package io.epochline.compute.network;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Value;
import java.util.function.BiFunction;

/** A function of each element; softmax alone is over the last axis. */
record Activation(Function function) implements Layer {
    enum Function {
        RELU(GraphBuilder::relu),
        GELU(GraphBuilder::gelu),
        SILU(GraphBuilder::silu),
        TANH(GraphBuilder::tanh),
        SIGMOID(GraphBuilder::sigmoid),
        SOFTPLUS(GraphBuilder::softplus),
        SOFTMAX((g, x) -> g.softmax(x, -1));

        private final BiFunction<GraphBuilder, Value, Value> rule;

        Function(BiFunction<GraphBuilder, Value, Value> rule) {
            this.rule = rule;
        }
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
        return function.rule.apply(at.g(), x);
    }
}
