package io.epochline.compute.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.RunOptions;
import io.epochline.compute.ir.DType;
import io.epochline.compute.ir.ValueType;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The buffers that a compiled graph reads and writes in place. Each is a direct f32 buffer in native order, from its
 * position to its limit, and must not be both an input and an output. Binding the same buffer again costs nothing; a
 * run copies nothing.
 */
public final class Binding implements AutoCloseable {

    private record Bound(FloatBuffer buffer, int position, OnnxTensor tensor) {}

    private final OrtSession session;
    private final Map<String, ValueType> inputTypes;
    private final Map<String, ValueType> outputTypes;
    private final Map<String, Bound> bound = new HashMap<>();
    private final Map<String, OnnxTensor> inputs = new HashMap<>();
    private final Map<String, OnnxTensor> outputs = new HashMap<>();

    Binding(OrtSession session, Map<String, ValueType> inputTypes, Map<String, ValueType> outputTypes) {
        this.session = session;
        this.inputTypes = inputTypes;
        this.outputTypes = outputTypes;
    }

    public void input(String name, FloatBuffer buffer) {
        inputs.put(name, tensor(name, buffer, inputTypes));
    }

    public void output(String name, FloatBuffer buffer) {
        outputs.put(name, tensor(name, buffer, outputTypes));
    }

    /**
     * Computes the outputs from the inputs.
     *
     * @throws RuntimeFault if an input or output has no buffer, or ONNX Runtime fails
     */
    public void run() {
        try (OrtSession.Result result = session.run(checkedInputs(), outputs)) {
            assert result.size() == outputs.size();
        } catch (OrtException e) {
            throw RuntimeFault.of("to run a graph", e);
        }
    }

    /**
     * As {@link #run()}, unless it is interrupted.
     *
     * @throws InterruptedRun if it is
     */
    public void run(Interruption interruption) {
        run(interruption, interruption.keeping());
    }

    /**
     * As {@link #run(Interruption)}, and gives the memory that it took for what lies between inputs and outputs back to the
     * machine, which the next run has to take again.
     *
     * @throws InterruptedRun if it is interrupted
     */
    public void runAndTrim(Interruption interruption) {
        run(interruption, interruption.trimming());
    }

    private void run(Interruption interruption, RunOptions options) {
        try (OrtSession.Result result = session.run(checkedInputs(), Set.of(), outputs, options)) {
            assert result.size() == outputs.size();
        } catch (OrtException e) {
            throw interruption.isRequested() ? new InterruptedRun(e) : RuntimeFault.of("to run a graph", e);
        }
    }

    private Map<String, OnnxTensor> checkedInputs() {
        if (inputs.size() < inputTypes.size() || outputs.size() < outputTypes.size()) {
            Set<String> missing = new HashSet<>(inputTypes.keySet());
            missing.addAll(outputTypes.keySet());
            missing.removeAll(bound.keySet());
            throw RuntimeFault.unbound(missing);
        }
        return inputs;
    }

    @Override
    public void close() {
        bound.values().forEach(b -> b.tensor().close());
        bound.clear();
        inputs.clear();
        outputs.clear();
    }

    private OnnxTensor tensor(String name, FloatBuffer buffer, Map<String, ValueType> types) {
        ValueType type = types.get(name);
        if (type == null) {
            throw RuntimeFault.unknownName(name, types.keySet());
        }
        Bound before = bound.get(name);
        if (before != null && before.buffer() == buffer && before.position() == buffer.position()) {
            return before.tensor();
        }
        boolean fits = type.dtype() == DType.F32
                && buffer.isDirect()
                && buffer.order() == ByteOrder.nativeOrder()
                && buffer.remaining() == type.shape().size();
        if (!fits) {
            throw RuntimeFault.buffer(name, type, buffer);
        }
        try {
            OnnxTensor tensor = OnnxTensor.createTensor(
                    OnnxRuntime.environment(), buffer, type.shape().toLongs());
            if (before != null) {
                before.tensor().close();
            }
            bound.put(name, new Bound(buffer, buffer.position(), tensor));
            return tensor;
        } catch (OrtException e) {
            throw RuntimeFault.of("to bind " + name, e);
        }
    }
}
