package io.epochline.compute.onnx;

import io.epochline.compute.ir.DType;
import java.util.List;

/** A model whose result shows the layout of blocked convolutions on the processor that runs it. */
public final class ChannelBlockProbe {

    public static final String INPUT = "x";
    private static final int CHANNELS = 4;

    private ChannelBlockProbe() {}

    /** Takes {@code f32[1, 4, 1, 1]}, gives {@code f32[1, block, 1, 1]}. */
    public static byte[] model() {
        Emitter emitter = new Emitter();
        Extents shape = new Extents(new long[4], new long[] {1, CHANNELS, 1, 1});
        Extents openChannels = new Extents(new long[] {0, 1, 0, 0}, new long[] {1, 0, 1, 1});
        emitter.input(INPUT, DType.F32, shape);
        emitter.output("y", DType.F32, openChannels);
        emitter.nodeOf(BlockedConvolution.DOMAIN, "ReorderInput", List.of(INPUT), "y");
        return emitter.model().toByteArray();
    }
}
