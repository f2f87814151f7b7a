package io.epochline.compute.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.runtime.Binding;
import io.epochline.compute.runtime.Buffers;
import io.epochline.compute.runtime.CompiledGraph;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The graph and the fused loop, both in float32. */
class GraphUpdateTest {

    private static final int SIZE = 1500;
    private static final Clipping CLIPPING = new Clipping(20, 2);

    static Stream<Arguments> optimizers() {
        float[] preconditioner = new float[SIZE];
        Random random = new Random(2);
        for (int i = 0; i < SIZE; i++) {
            preconditioner[i] = random.nextFloat();
        }
        return TestingOptimizers.all(preconditioner).entrySet().stream()
                .flatMap(entry -> Stream.of(
                        Arguments.of(entry.getKey(), entry.getValue(), Clipping.NONE),
                        Arguments.of(entry.getKey(), entry.getValue(), CLIPPING)));
    }

    @ParameterizedTest(name = "{0}, {2}")
    @MethodSource("optimizers")
    void graphAndLoopAgree(String name, Optimizer optimizer, Clipping clipping) {
        Updater updater = optimizer.start(SIZE);
        Random random = new Random(1);
        FloatBuffer theta = gaussians(random, 1);
        FloatBuffer own = copy(theta);
        FloatBuffer next = Buffers.floats(SIZE);
        FloatBuffer gradient = Buffers.floats(SIZE);
        FloatBuffer number = Buffers.floats(1);
        List<FloatBuffer> moments = updater.moments().stream().map(Buffers::of).toList();
        List<FloatBuffer> nextMoments = new ArrayList<>();
        try (CompiledGraph graph = CompiledGraph.compile(TestingOptimizers.step(optimizer, clipping, SIZE));
                Binding binding = graph.bind()) {
            binding.input("theta", own);
            binding.input("gradient", gradient);
            binding.input("rate", Buffers.of((float) optimizer.learningRate()));
            binding.input("number", number);
            binding.output("next", next);
            for (int i = 0; i < moments.size(); i++) {
                nextMoments.add(Buffers.floats(SIZE));
                binding.input("moment." + i, moments.get(i));
                binding.output("next." + i, nextMoments.get(i));
            }
            for (int t = 1; t <= 100; t++) {
                gradient.put(0, gaussians(random, t % 7), 0, SIZE);
                number.put(0, t);
                updater.update(theta, gradient, optimizer.learningRate(), t, clipping, updater.norm(gradient));
                binding.run();
                own.put(0, next, 0, SIZE);
                for (int i = 0; i < moments.size(); i++) {
                    moments.get(i).put(0, nextMoments.get(i), 0, SIZE);
                }
                if (t == 1) {
                    assertThat(distance(own, theta)).isLessThan(1e-6);
                }
            }
        }
        assertThat(distance(own, theta)).isLessThan(1e-5);
    }

    @Test
    void clippingSpansAllTensorsTogether() {
        GraphBuilder b = new GraphBuilder();
        List<Value> gradients = List.of(b.input("g", ValueType.f32(1)), b.input("h", ValueType.f32(1, 1)));
        Value norm = Clipping.norm(b, gradients);
        List<Value> clipped = Clipping.byNorm(1).apply(b, gradients, norm);
        b.output("norm", norm);
        b.output("first", clipped.get(0));
        b.output("second", clipped.get(1));
        FloatBuffer first = Buffers.floats(1);
        FloatBuffer second = Buffers.floats(1);
        FloatBuffer found = Buffers.floats(1);
        try (CompiledGraph graph = CompiledGraph.compile(b.build());
                Binding binding = graph.bind()) {
            binding.input("g", Buffers.of(3f));
            binding.input("h", Buffers.of(-4f));
            binding.output("norm", found);
            binding.output("first", first);
            binding.output("second", second);
            binding.run();
        }
        assertThat(found.get(0)).isEqualTo(5);
        assertThat(first.get(0)).isEqualTo(0.6f, within(1e-6f));
        assertThat(second.get(0)).isEqualTo(-0.8f, within(1e-6f));
    }

    @Test
    void momentsThatDoNotBelongAreRefused() {
        GraphBuilder b = new GraphBuilder();
        Value theta = b.input("theta", ValueType.f32(3));
        Value scalar = b.constant(1);
        assertThatThrownBy(() -> new Optimizer.Adam(0.1).update(b, theta, theta, List.of(theta), scalar, scalar))
                .hasMessageContaining("optimizer.moments: expected 2 for Adam[")
                .hasMessageEndingWith("found 1");
    }

    private static FloatBuffer gaussians(Random random, double scale) {
        FloatBuffer values = Buffers.floats(SIZE);
        for (int i = 0; i < SIZE; i++) {
            values.put(i, (float) (scale * random.nextGaussian()));
        }
        return values;
    }

    private static FloatBuffer copy(FloatBuffer values) {
        return Buffers.floats(SIZE).put(0, values, 0, SIZE);
    }

    /** The norm of the difference, in parts of the norm of {@code b}. */
    private static double distance(FloatBuffer a, FloatBuffer b) {
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < SIZE; i++) {
            difference += Math.pow(a.get(i) - b.get(i), 2);
            norm += Math.pow(b.get(i), 2);
        }
        return Math.sqrt(difference / norm);
    }
}
