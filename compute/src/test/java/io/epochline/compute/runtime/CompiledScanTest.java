package io.epochline.compute.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochline.compute.ir.Graph;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Scan;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import java.nio.FloatBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompiledScanTest {

    @Test
    void whatIsCarriedGoesFromStepToStepAndTheRestComesOutOfEach() {
        GraphBuilder b = new GraphBuilder();
        Value sum = b.input("sum", ValueType.f32(2));
        Value x = b.input("x", ValueType.f32(2));
        Value next = b.add(sum, x);
        b.output("sum_after", next);
        b.output("largest", b.max(next));
        b.output("fed", x);
        Scan scan = new Scan(b.build(), 1);
        FloatBuffer total = Buffers.floats(2);
        FloatBuffer largest = Buffers.floats(3);
        FloatBuffer fed = Buffers.floats(6);
        try (CompiledScan compiled = CompiledScan.compile(scan, Device.CPU, Precision.F32)) {
            for (int steps : new int[] {2, 3}) {
                try (Binding binding = compiled.bind(steps)) {
                    binding.input("sum", Buffers.of(10, 20));
                    binding.input("x", Buffers.of(1, 2, 30, 4, 5, 60).limit(2 * steps));
                    binding.output("sum_after", total);
                    binding.output("largest", largest.duplicate().limit(steps));
                    binding.output("fed", fed.duplicate().limit(2 * steps));
                    binding.run();
                }
            }
        }

        assertThat(floats(total)).containsExactly(46, 86);
        assertThat(floats(largest)).containsExactly(22, 41, 86);
        assertThat(floats(fed)).containsExactly(1, 2, 30, 4, 5, 60);
    }

    @Test
    void aBodyThatCannotBeRepeatedIsRefused() {
        GraphBuilder b = new GraphBuilder();
        b.output("y", b.sum(b.input("x", ValueType.f32(2))));
        Graph body = b.build();
        assertThatThrownBy(() -> new Scan(body, 1))
                .hasMessage("scan: expected output 0 to be carried as f32[2], found f32[]");
        assertThatThrownBy(() -> new Scan(body, 2))
                .hasMessageStartingWith("scan: expected a body without parameters, with 2 inputs and outputs to carry")
                .hasMessageEndingWith("found 0 parameters, 1 inputs and 1 outputs");
    }

    @Test
    void anInlinedGraphReadsTheGivenValues() {
        GraphBuilder inner = new GraphBuilder();
        Value x = inner.input("x", ValueType.f32(2));
        inner.output("y", inner.multiply(x, inner.parameter("w", ValueType.f32(2))));
        Graph graph = inner.build();
        GraphBuilder b = new GraphBuilder();
        Value both = b.input("both", ValueType.f32(4));
        Value first = b.slice(both, 0, 0, 2);
        b.output(
                "z",
                b.inline(graph, Map.of("x", first, "w", b.slice(both, 0, 2, 4))).get("y"));
        FloatBuffer found = Buffers.floats(2);
        try (CompiledGraph compiled = CompiledGraph.compile(b.build());
                Binding binding = compiled.bind()) {
            binding.input("both", Buffers.of(2, 3, 5, 7));
            binding.output("z", found);
            binding.run();
        }

        assertThat(floats(found)).containsExactly(10, 21);
        assertThatThrownBy(() -> b.inline(graph, Map.of("x", first))).hasMessageContaining("'w'");
        assertThatThrownBy(() -> b.inline(graph, Map.of("x", first, "w", both)))
                .hasMessage("w: expected f32[2], found f32[4]");
    }

    private static float[] floats(FloatBuffer buffer) {
        float[] values = new float[buffer.capacity()];
        buffer.get(0, values);
        return values;
    }
}
