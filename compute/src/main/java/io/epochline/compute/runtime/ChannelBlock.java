package io.epochline.compute.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.epochline.compute.onnx.ChannelBlockProbe;
import java.util.Map;

/** How many channels the blocked convolutions of this processor keep side by side; it depends on its vector registers. */
final class ChannelBlock {

    /** 0 where ONNX Runtime has none for this processor. */
    static final int SIZE = measure();

    private ChannelBlock() {}

    /** Lets ONNX Runtime put a tensor in that layout, which rounds its channels up to a whole block. */
    private static int measure() {
        try (OrtSession session = OnnxRuntime.session(ChannelBlockProbe.model(), Device.CPU, Precision.F32);
                OnnxTensor x =
                        OnnxTensor.createTensor(OnnxRuntime.environment(), Buffers.floats(4), new long[] {1, 4, 1, 1});
                OrtSession.Result result = session.run(Map.of(ChannelBlockProbe.INPUT, x))) {
            int channels = (int) ((TensorInfo) result.get(0).getInfo()).getShape()[1];
            return channels > 1 ? channels : 0;
        } catch (OrtException | RuntimeFault e) {
            return 0;
        }
    }
}
