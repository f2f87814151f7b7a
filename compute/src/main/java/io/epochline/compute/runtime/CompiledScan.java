package io.epochline.compute.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.epochline.compute.ir.Scan;
import io.epochline.compute.onnx.OnnxWriter;

/** A step graph that ONNX Runtime repeats by itself: what is carried stays on the device from step to step. */
public final class CompiledScan implements AutoCloseable {

    private final OrtSession session;
    private final Scan scan;

    private CompiledScan(OrtSession session, Scan scan) {
        this.session = session;
        this.scan = scan;
    }

    /**
     * Compiles a scan for a device.
     *
     * @throws RuntimeFault if the device is not there, or ONNX Runtime refuses the graph
     */
    public static CompiledScan compile(Scan scan, Device device, Precision precision) {
        byte[] model = OnnxWriter.write(scan, OnnxRuntime.target(device, precision));
        return new CompiledScan(OnnxRuntime.session(model, device, precision), scan);
    }

    /** A new set of buffers to run so many steps on. */
    public Binding bind(int steps) {
        return new Binding(session, scan.inputs(steps), scan.outputs(steps));
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw RuntimeFault.of("to close a graph", e);
        }
    }
}
