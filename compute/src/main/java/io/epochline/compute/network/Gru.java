package io.epochline.compute.network;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Value;

/**
 * {@code f32[steps, features] -> f32[steps, units]}: gated recurrent units (Cho et al. 2014) in the form of cuDNN and
 * PyTorch, {@code n = tanh(W·x + r·(U·h + b))} and {@code h' = (1 - z)·n + z·h}. Gates lie in the order r, z, n.
 */
record Gru(int units, boolean bidirectional) implements Layer, Recurrence.Cell {
    static Gru read(Fields fields) {
        return new Gru(fields.whole("units", 1), fields.flag("bidirectional", false));
    }

    @Override
    public String kind() {
        return "gru";
    }

    @Override
    public Value apply(Scope at, Value x) {
        return Recurrence.apply(this, bidirectional, at, x);
    }

    @Override
    public int gates() {
        return 3;
    }

    @Override
    public int states() {
        return 1;
    }

    @Override
    public Value[] step(GraphBuilder g, Value fromInput, Value fromState, Value[] state) {
        Value both = g.sigmoid(g.add(g.slice(fromInput, 2, 0, 2 * units), g.slice(fromState, 2, 0, 2 * units)));
        Value reset = g.slice(both, 2, 0, units);
        Value keep = g.slice(both, 2, units, 2 * units);
        Value candidate = g.tanh(g.add(
                g.slice(fromInput, 2, 2 * units, 3 * units),
                g.multiply(reset, g.slice(fromState, 2, 2 * units, 3 * units))));
        return new Value[] {g.add(candidate, g.multiply(keep, g.subtract(state[0], candidate)))};
    }
}
