package io.epochline.sampler.posterior;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.runtime.Binding;
import io.epochline.compute.runtime.Buffers;
import io.epochline.compute.runtime.CompiledGraph;
import java.nio.FloatBuffer;

/** A log density compiled for a number of chains: one run of the runtime evaluates them all. */
final class DensityEvaluator implements AutoCloseable {

    private final CompiledGraph compiled;
    private final Binding binding;
    private final FloatBuffer positions;
    private final FloatBuffer densities;

    DensityEvaluator(LogDensity density, int chains) {
        GraphBuilder graph = new GraphBuilder();
        graph.output(
                "log_density",
                density.apply(graph, graph.input("positions", ValueType.f32(Shape.of(chains, density.dimension())))));
        compiled = CompiledGraph.compile(graph.build());
        binding = compiled.bind();
        positions = Buffers.floats(chains * density.dimension());
        densities = Buffers.floats(chains);
        binding.input("positions", positions);
        binding.output("log_density", densities);
    }

    /** @param at {@code [chains][dimension]}; @param into {@code [chains]}, written */
    void evaluate(double[][] at, double[] into) {
        int next = 0;
        for (double[] position : at) {
            for (double coordinate : position) {
                positions.put(next++, (float) coordinate);
            }
        }
        binding.run();
        for (int chain = 0; chain < into.length; chain++) {
            into[chain] = densities.get(chain);
        }
    }

    @Override
    public void close() {
        binding.close();
        compiled.close();
    }
}
