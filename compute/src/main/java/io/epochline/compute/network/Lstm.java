package io.epochline.compute.network;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Value;

/**
 * {@code f32[steps, features] -> f32[steps, units]}: long short-term memory (Hochreiter and Schmidhuber 1997, with the
 * forget gate of Gers et al. 2000). Gates lie in PyTorch's order i, f, g, o.
 */
record Lstm(int units, boolean bidirectional) implements Layer, Recurrence.Cell {
    static Lstm read(Fields fields) {
        return new Lstm(fields.whole("units", 1), fields.flag("bidirectional", false));
    }

    @Override
    public String kind() {
        return "lstm";
    }

    @Override
    public Value apply(Scope at, Value x) {
        return Recurrence.apply(this, bidirectional, at, x);
    }

    @Override
    public int gates() {
        return 4;
    }

    @Override
    public int states() {
        return 2;
    }

    @Override
    public Value[] step(GraphBuilder g, Value fromInput, Value fromState, Value[] state) {
        Value all = g.add(fromInput, fromState);
        Value inAndForget = g.sigmoid(g.slice(all, 2, 0, 2 * units));
        Value candidate = g.tanh(g.slice(all, 2, 2 * units, 3 * units));
        Value out = g.sigmoid(g.slice(all, 2, 3 * units, 4 * units));
        Value cell = g.add(
                g.multiply(g.slice(inAndForget, 2, units, 2 * units), state[1]),
                g.multiply(g.slice(inAndForget, 2, 0, units), candidate));
        return new Value[] {g.multiply(out, g.tanh(cell)), cell};
    }
}
