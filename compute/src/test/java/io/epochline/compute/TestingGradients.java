package io.epochline.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.epochline.compute.gradient.Gradients;
import io.epochline.compute.ir.Graph;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.reference.Interpreter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Compares the gradient graph of a scalar with central differences, both in float64. */
public final class TestingGradients {
    private static final double STEP = 1e-6;

    private TestingGradients() {}

    /**
     * Moves each of the given parameters along a few random directions and expects the slope that the gradient promises,
     * within 1e-6 of its size.
     */
    public static void check(
            GraphBuilder g, Value loss, List<String> wrt, Map<String, Tensor> feeds, RandomGenerator random) {
        g.output("loss", loss);
        Graph forward = g.build();
        List<Value> values = new ArrayList<>();
        wrt.forEach(name -> values.add(forward.parameters().get(name)));
        List<Value> gradients = Gradients.of(g, loss, values);
        for (int i = 0; i < wrt.size(); i++) {
            g.output("d " + wrt.get(i), gradients.get(i));
        }
        Map<String, Tensor> results = Interpreter.run(g.build(), feeds);
        for (String name : wrt) {
            double[] gradient = results.get("d " + name).values();
            for (int direction = 0; direction < 3; direction++) {
                double[] move = uniform(random, gradient.length);
                double promised = 0;
                for (int i = 0; i < move.length; i++) {
                    promised += gradient[i] * move[i];
                }
                double above = at(forward, feeds, name, move, STEP);
                double below = at(forward, feeds, name, move, -STEP);
                double found = (above - below) / (2 * STEP);
                assertThat(found).as("slope in " + name).isCloseTo(promised, within(1e-6 * (1 + Math.abs(promised))));
            }
        }
    }

    public static Tensor random(Shape shape, RandomGenerator random) {
        return Tensor.of(shape, uniform(random, shape.size()));
    }

    private static double[] uniform(RandomGenerator random, int count) {
        return random.doubles(count).map(u -> 2 * u - 1).toArray();
    }

    private static double at(Graph graph, Map<String, Tensor> feeds, String name, double[] move, double step) {
        Tensor centre = feeds.get(name);
        double[] moved = centre.values().clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += step * move[i];
        }
        Map<String, Tensor> there = new HashMap<>(feeds);
        there.put(name, new Tensor(centre.type(), moved));
        return Interpreter.run(graph, there).get("loss").item();
    }
}
