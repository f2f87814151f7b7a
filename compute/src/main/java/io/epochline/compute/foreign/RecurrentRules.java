package io.epochline.compute.foreign;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Recurrent networks, written out step by step. */
final class RecurrentRules {

    private static final int LONGEST = 512;

    private RecurrentRules() {}

    static Map<String, Rule> all() {
        return Map.of(
                "GRU", c -> recurrence(c, 3, 1, RecurrentRules::gru, "Sigmoid", "Tanh"),
                "LSTM", c -> recurrence(c, 4, 2, RecurrentRules::lstm, "Sigmoid", "Tanh", "Tanh"),
                "RNN", c -> recurrence(c, 1, 1, RecurrentRules::plain, "Tanh"));
    }

    /** One step of all directions; the first state is the output. */
    @FunctionalInterface
    private interface Cell {

        /** @param fromInput {@code f32[directions, batch, gates·units]}: the input's share, with its bias */
        Value[] step(Gates gates, Value fromInput, Value[] state);
    }

    /**
     * @param state {@code f32[directions, units, gates·units]}
     * @param bias {@code f32[directions, 1, gates·units]}
     */
    private record Gates(Call c, int units, Value state, Value bias) {

        GraphBuilder b() {
            return c.b();
        }

        Value of(Value all, int from, int to) {
            return b().slice(all, 2, from * units, to * units);
        }

        /** The share of a state in some of the gates. */
        Value fromState(Value h, int from, int to) {
            return b().add(b().matmul(h, of(state, from, to)), of(bias, from, to));
        }
    }

    private static List<Value> recurrence(Call c, int gates, int states, Cell cell, String... activations) {
        requirePlain(c, activations);
        GraphBuilder b = c.b();
        Value x = c.x();
        int steps = x.shape().dim(0);
        int batch = x.shape().dim(1);
        int directions = c.x(2).shape().dim(0);
        int units = c.x(2).shape().dim(2);
        int wide = gates * units;
        Value bias = c.maybe(3).orElseGet(() -> zeros(c, directions, 2 * wide));
        Value inputs = b.add(
                b.matmul(b.stack(1, sequences(c)), b.transpose(c.x(1), 0, 2, 1)),
                b.unsqueeze(b.slice(bias, 1, 0, wide), 1));
        Gates own = new Gates(c, units, b.transpose(c.x(2), 0, 2, 1), b.unsqueeze(b.slice(bias, 1, wide, 2 * wide), 1));
        Value[] state = new Value[states];
        for (int i = 0; i < states; i++) {
            state[i] = c.maybe(5 + i).orElseGet(() -> zeros(c, directions, batch, units));
        }
        Value[] results = new Value[steps];
        for (int step = 0; step < steps; step++) {
            Value fromInput = b.reshape(b.slice(inputs, 0, step, step + 1), directions, batch, wide);
            state = cell.step(own, fromInput, state);
            results[step] = b.unsqueeze(state[0], 0);
        }
        List<Value> outputs = new ArrayList<>();
        outputs.add(inOrder(c, b.concat(0, results)));
        outputs.addAll(Arrays.asList(state));
        return outputs;
    }

    /** The input as each direction reads it. */
    private static Value[] sequences(Call c) {
        Value x = c.x();
        return switch (direction(c)) {
            case "forward" -> new Value[] {x};
            case "reverse" -> new Value[] {c.b().reverse(x, 0)};
            default -> new Value[] {x, c.b().reverse(x, 0)};
        };
    }

    /** The outputs {@code f32[steps, directions, batch, units]} in the order of the input. */
    private static Value inOrder(Call c, Value all) {
        GraphBuilder b = c.b();
        return switch (direction(c)) {
            case "forward" -> all;
            case "reverse" -> b.reverse(all, 0);
            default -> b.concat(1, b.slice(all, 1, 0, 1), b.reverse(b.slice(all, 1, 1, 2), 0));
        };
    }

    private static String direction(Call c) {
        return c.text("direction", "forward", "forward", "reverse", "bidirectional");
    }

    private static Value zeros(Call c, int... dims) {
        return c.b().broadcastTo(c.b().scalar(0, c.x()), Shape.of(dims));
    }

    private static Value[] plain(Gates g, Value fromInput, Value[] state) {
        return new Value[] {g.b().tanh(g.b().add(fromInput, g.fromState(state[0], 0, 1)))};
    }

    /** Gates lie in the order i, o, f, c. */
    private static Value[] lstm(Gates g, Value fromInput, Value[] state) {
        GraphBuilder b = g.b();
        Value all = b.add(fromInput, g.fromState(state[0], 0, 4));
        Value open = b.sigmoid(g.of(all, 0, 3));
        Value candidate = b.tanh(g.of(all, 3, 4));
        Value cell = b.add(b.multiply(g.of(open, 2, 3), state[1]), b.multiply(g.of(open, 0, 1), candidate));
        return new Value[] {b.multiply(g.of(open, 1, 2), b.tanh(cell)), cell};
    }

    /** Gates lie in the order z, r, h; the reset acts before or after the product with the state. */
    private static Value[] gru(Gates g, Value fromInput, Value[] state) {
        GraphBuilder b = g.b();
        Value h = state[0];
        Value open = b.sigmoid(b.add(g.of(fromInput, 0, 2), g.fromState(h, 0, 2)));
        Value keep = g.of(open, 0, 1);
        Value reset = g.of(open, 1, 2);
        Value fromState = g.c().flag("linear_before_reset", false)
                ? b.multiply(reset, g.fromState(h, 2, 3))
                : g.fromState(b.multiply(reset, h), 2, 3);
        Value candidate = b.tanh(b.add(g.of(fromInput, 2, 3), fromState));
        return new Value[] {b.add(candidate, b.multiply(keep, b.subtract(h, candidate)))};
    }

    private static void requirePlain(Call c, String... activations) {
        if (c.x().rank() != 3 || c.x().shape().dim(0) > LONGEST) {
            throw new Unimportable(
                    "expected [steps, batch, features] with up to " + LONGEST + " steps, found " + c.x().type(),
                    "Shorten the sequences");
        }
        if (c.integer("layout", 0) != 0) {
            throw Unimportable.attribute("layout", 0, c.integer("layout", 0));
        }
        if (c.flag("input_forget", false) || c.real("clip", 0) != 0 || c.has(7)) {
            throw new Unimportable(
                    "expected neither clip, input_forget nor peepholes, found one of them", "Export the plain cell");
        }
        if (c.has(4)) {
            throw new Unimportable(
                    "expected sequences of one length, found lengths of each", "Leave sequence_lens out");
        }
        List<String> given = c.node().texts("activations").orElse(List.of());
        for (int i = 0; i < given.size(); i++) {
            if (!given.get(i).equalsIgnoreCase(activations[i % activations.length])) {
                throw Unimportable.attribute("activations", List.of(activations), given);
            }
        }
    }
}
