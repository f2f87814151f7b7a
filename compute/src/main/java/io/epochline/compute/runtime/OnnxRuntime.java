package io.epochline.compute.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.ir.Window;
import io.epochline.compute.onnx.Target;
import java.util.Optional;

/** The one ONNX Runtime environment of the process, and its one thread pool, shared by all sessions. */
public final class OnnxRuntime {

    private static int threads = Runtime.getRuntime().availableProcessors();
    private static OrtEnvironment environment;

    private OnnxRuntime() {}

    /**
     * How many threads the sessions share; the number of processors if never set.
     *
     * @throws RuntimeFault if the environment has started with another number
     */
    public static synchronized void threads(int count) {
        if (environment != null && count != threads) {
            throw RuntimeFault.alreadyStarted(threads);
        }
        threads = Math.max(1, count);
    }

    public static synchronized int threads() {
        return threads;
    }

    /** The version of ONNX Runtime, for provenance. */
    public static String version() {
        return environment().getVersion();
    }

    /** Whether a device does work. */
    public static boolean isAvailable(Device device) {
        return fault(device).isEmpty();
    }

    /** Why a device does not work, if so: a convolution is run on it, as being listed proves nothing. */
    static Optional<RuntimeFault> fault(Device device) {
        GraphBuilder b = new GraphBuilder();
        b.output(
                "y",
                b.conv2d(
                        b.input("x", ValueType.f32(1, 1, 3, 3)),
                        b.input("kernel", ValueType.f32(1, 1, 3, 3)),
                        Window.same(3, 1)));
        try (CompiledGraph probe = CompiledGraph.compile(b.build(), device);
                Binding binding = probe.bind()) {
            binding.input("x", Buffers.floats(9));
            binding.input("kernel", Buffers.floats(9));
            binding.output("y", Buffers.floats(9));
            binding.run();
            return Optional.empty();
        } catch (RuntimeFault fault) {
            return Optional.of(fault);
        }
    }

    static synchronized OrtEnvironment environment() {
        if (environment == null) {
            try (OrtEnvironment.ThreadingOptions options = new OrtEnvironment.ThreadingOptions()) {
                options.setGlobalIntraOpNumThreads(threads);
                options.setGlobalInterOpNumThreads(1);
                options.setGlobalSpinControl(false);
                options.setGlobalDenormalAsZero();
                environment =
                        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "epochline", options);
            } catch (OrtException e) {
                throw RuntimeFault.of("to start", e);
            }
        }
        return environment;
    }

    /** What models for a device may be made of. */
    static Target target(Device device, Precision precision) {
        boolean half = precision == Precision.F16;
        return device == Device.CUDA ? new Target.Cuda(half) : new Target.Cpu(ChannelBlock.SIZE, half);
    }

    static OrtSession session(byte[] model, Device device, Precision precision) {
        try (SessionOptions options = new SessionOptions()) {
            options.disablePerSessionThreads();
            // Its one block comes on top of what the first run took: 150 MB more at 600 for a large batch, and no
            // faster.
            options.setMemoryPatternOptimization(false);
            options.setDeterministicCompute(true);
            if (device == Device.CUDA) {
                addCuda(options, precision);
            }
            return environment().createSession(model, options);
        } catch (OrtException e) {
            throw RuntimeFault.of("to compile a graph", e);
        }
    }

    private static void addCuda(SessionOptions options, Precision precision) {
        try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions()) {
            cuda.add("use_tf32", precision == Precision.F32 ? "0" : "1");
            options.addCUDA(cuda);
        } catch (OrtException e) {
            throw RuntimeFault.noDevice(Device.CUDA, e);
        }
    }
}
