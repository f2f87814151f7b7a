package io.epochline.compute.network;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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
         * @param fromInput {@code f32[directions, batch, gates·units]}: the input's share in the gates
         * @param fromState the first state's share
         * @param state each {@code f32[directions, batch, units]}
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
        return bidirectional
                ? both(cell, at, x)
                : run(cell, List.of(at), List.of(x)).get(0);
    }

    private static Value both(Cell cell, Scope at, Value x) {
        GraphBuilder g = at.g();
        List<Value> results = run(cell, List.of(at.part("forward"), at.part("backward")), List.of(x, g.reverse(x, 1)));
        return g.concat(2, results.get(0), g.reverse(results.get(1), 1));
    }

    /** Runs over several sequences at once, each with parameters of its own: one wide step costs less than two. */
    private static List<Value> run(Cell cell, List<Scope> scopes, List<Value> sequences) {
        GraphBuilder g = scopes.get(0).g();
        Value x = sequences.get(0);
        int batch = x.shape().dim(0);
        int wide = cell.gates() * cell.units();
        List<Value> shares = new ArrayList<>();
        List<Value> weights = new ArrayList<>();
        List<Value> biases = new ArrayList<>();
        for (int i = 0; i < scopes.size(); i++) {
            Weights own = Weights.of(cell, scopes.get(i), x);
            shares.add(g.add(g.matmul(stepsFirst(g, sequences.get(i)), own.input()), own.inputBias()));
            weights.add(own.state());
            biases.add(g.unsqueeze(own.stateBias(), 0));
        }
        Value inputs = stack(g, 1, shares);
        Value stateWeight = stack(g, 0, weights);
        Value stateBias = stack(g, 0, biases);
        Value[] state = new Value[cell.states()];
        Arrays.fill(state, g.broadcastTo(g.scalar(0, x), Shape.of(scopes.size(), batch, cell.units())));
        Value[] results = new Value[x.shape().dim(1)];
        for (int step = 0; step < results.length; step++) {
            Value fromInput = g.reshape(g.slice(inputs, 0, step, step + 1), scopes.size(), batch, wide);
            Value fromState = g.add(g.matmul(state[0], stateWeight), stateBias);
            state = cell.step(g, fromInput, fromState, state);
            results[step] = g.unsqueeze(state[0], 0);
        }
        Value all = g.concat(0, results);
        return IntStream.range(0, scopes.size())
                .mapToObj(i -> g.reshape(g.slice(all, 1, i, i + 1), results.length, batch, cell.units()))
                .map(sequence -> stepsFirst(g, sequence))
                .toList();
    }

    /** The first two axes swapped: each step of all examples is then one block of memory. */
    private static Value stepsFirst(GraphBuilder g, Value x) {
        return g.transpose(x, 1, 0, 2);
    }

    private static Value stack(GraphBuilder g, int axis, List<Value> values) {
        return g.stack(axis, values.toArray(Value[]::new));
    }

    /** As in PyTorch, all of them start uniform within one over the root of the units. */
    private record Weights(Value input, Value inputBias, Value state, Value stateBias) {
        static Weights of(Cell cell, Scope at, Value x) {
            int wide = cell.gates() * cell.units();
            Initializer start = new Initializer.Uniform(1 / Math.sqrt(cell.units()));
            return new Weights(
                    at.parameter("input.weight", Shape.of(x.shape().dim(2), wide), start, x),
                    at.parameter("input.bias", Shape.of(wide), start, x),
                    at.parameter("state.weight", Shape.of(cell.units(), wide), start, x),
                    at.parameter("state.bias", Shape.of(wide), start, x));
        }
    }
}
