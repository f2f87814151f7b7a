package io.epochline.compute.network;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Value;

/**
 * {@code f32[channels, height, width]}: the convolutional block attention module (Woo et al. 2018). Channels are
 * multiplied by gates that one small network makes of their means and of their maxima; then pixels by gates that a
 * convolution makes of the mean and the maximum over channels.
 *
 * @param ratio how many times fewer hidden units than channels the small network has
 * @param kernel the extent of the convolution
 */
record Cbam(int ratio, int kernel) implements Layer {
    static Cbam read(Fields fields) {
        return new Cbam(fields.whole("ratio", 1, 16), fields.whole("kernel", 1, 7));
    }

    @Override
    public String kind() {
        return "cbam";
    }

    @Override
    public Value apply(Scope at, Value x) {
        at.needsImage(x);
        GraphBuilder g = at.g();
        Value weighed = g.multiply(x, g.sigmoid(channelLogits(at, x)));
        Value pixels = g.concat(1, g.meanKeepDims(weighed, 1), g.maxKeepDims(weighed, 1));
        Conv spatial = new Conv(1, kernel, 1, Padding.SAME, 1, 1, false, Init.GLOROT);
        return g.multiply(weighed, g.sigmoid(spatial.apply(at.part("spatial"), pixels)));
    }

    /** {@code f32[batch, channels, 1, 1]}. Both descriptions pass the same network as rows of one batch. */
    private Value channelLogits(Scope at, Value x) {
        GraphBuilder g = at.g();
        int batch = x.shape().dim(0);
        int channels = x.shape().dim(1);
        Value described = g.concat(0, g.mean(x, 2, 3), g.max(x, 2, 3));
        Dense squeeze = new Dense(Math.max(1, channels / ratio), false, Init.HE);
        Value hidden = g.relu(squeeze.apply(at.part("squeeze"), described));
        Value logits = new Dense(channels, false, Init.GLOROT).apply(at.part("excite"), hidden);
        Value sum = g.add(g.slice(logits, 0, 0, batch), g.slice(logits, 0, batch, 2 * batch));
        return g.reshape(sum, batch, channels, 1, 1);
    }
}
