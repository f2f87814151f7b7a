package io.epochline.compute.network;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;
import java.util.Arrays;

/** Runs a cell over the steps of a sequence, written out step by step, from a state of zeros. */
final class Recurrence {
    private static final int LONGEST = 512;

    private Recurrence() {}

    /** One step; its first state is what the layer gives. */
    interface Cell {
        int units();

        int gates();

        int states();

        /**
         * @param fromInput {@code f32[batch, gates·units]}: the input's share in the gates
         * @param fromState the first state's share
         * @param state each {@code f32[batch, units]}
         */
        Value[] step(GraphBuilder g, Value fromInput, Value fromState, Value[] state);
    }

    /** @return {@code f32[steps, units]}, or {@code f32[steps, 2·units]} with both directions */
    static Value apply(Cell cell, boolean bidirectional, Scope at, Value x) {
        at.needsTokens(x);
        if (x.shape().dim(1) > LONGEST) {
            String message = "takes up to %d steps, got %s".formatted(LONGEST, Scope.example(x));
            throw NetworkException.misfit(at.path(), message + ". Maybe a strided conv before it");
        }
        if (!bidirectional) {
            return run(cell, at, x);
        }
        Value backward = at.g().reverse(run(cell, at.part("backward"), at.g().reverse(x, 1)), 1);
        return at.g().concat(2, run(cell, at.part("forward"), x), backward);
    }

    private static Value run(Cell cell, Scope at, Value x) {
        GraphBuilder g = at.g();
        int batch = x.shape().dim(0);
        int steps = x.shape().dim(1);
        int wide = cell.gates() * cell.units();
        // As in PyTorch, all start uniform within one over the root of the units.
        Initializer start = new Initializer.Uniform(1 / Math.sqrt(cell.units()));
        Value inputWeight = at.parameter("input.weight", Shape.of(x.shape().dim(2), wide), start, x);
        Value inputBias = at.parameter("input.bias", Shape.of(wide), start, x);
        Value stateWeight = at.parameter("state.weight", Shape.of(cell.units(), wide), start, x);
        Value stateBias = at.parameter("state.bias", Shape.of(wide), start, x);
        // Steps first, so that each is one block of memory.
        Value inputs = g.add(g.matmul(g.transpose(x, 1, 0, 2), inputWeight), inputBias);
        Value zero = g.broadcastTo(g.scalar(0, x), Shape.of(batch, cell.units()));
        Value[] state = new Value[cell.states()];
        Arrays.fill(state, zero);
        Value[] results = new Value[steps];
        for (int step = 0; step < steps; step++) {
            Value fromInput = g.reshape(g.slice(inputs, 0, step, step + 1), batch, wide);
            Value fromState = g.add(g.matmul(state[0], stateWeight), stateBias);
            state = cell.step(g, fromInput, fromState, state);
            results[step] = g.unsqueeze(state[0], 0);
        }
        return g.transpose(g.concat(0, results), 1, 0, 2);
    }
}
