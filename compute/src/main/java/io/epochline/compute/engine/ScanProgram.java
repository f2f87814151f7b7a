package io.epochline.compute.engine;

import io.epochline.compute.ir.Scan;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.runtime.Binding;
import io.epochline.compute.runtime.Buffers;
import io.epochline.compute.runtime.CompiledScan;
import io.epochline.compute.runtime.Interruption;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/** A compiled scan of so many steps, with buffers for everything but the batches. */
final class ScanProgram implements AutoCloseable {

    private final Map<String, ValueType> inputs;
    private final Binding binding;
    private final Map<String, FloatBuffer> buffers = new HashMap<>();

    /** @param carried buffers for what is carried in and out, by name; those that it lacks are made and put there */
    ScanProgram(CompiledScan compiled, Scan scan, int steps, Map<String, FloatBuffer> carried) {
        this.inputs = scan.inputs(steps);
        this.binding = compiled.bind(steps);
        inputs.forEach((name, type) -> {
            if (!name.equals(EngineGraphs.X) && !name.equals(EngineGraphs.TARGET)) {
                binding.input(name, buffer(name, type, buffers.size() < scan.carried() ? carried : buffers));
            }
        });
        int before = buffers.size();
        scan.outputs(steps).forEach((name, type) -> {
            boolean carry = buffers.size() - before < scan.carried();
            binding.output(name, buffer(name, type, carry ? carried : buffers));
        });
    }

    /** What is read or written under a name, {@code [steps, ...]} where it is not carried. */
    FloatBuffer buffer(String name) {
        return buffers.get(name);
    }

    /** The batches, from the buffer's position on. */
    void input(String name, FloatBuffer batches) {
        binding.input(name, Program.part(name, batches, inputs.get(name)));
    }

    void run(Interruption interruption) {
        binding.run(interruption);
    }

    @Override
    public void close() {
        binding.close();
    }

    private FloatBuffer buffer(String name, ValueType type, Map<String, FloatBuffer> known) {
        FloatBuffer buffer =
                known.computeIfAbsent(name, each -> Buffers.floats(type.shape().size()));
        buffers.put(name, buffer);
        return buffer;
    }
}
