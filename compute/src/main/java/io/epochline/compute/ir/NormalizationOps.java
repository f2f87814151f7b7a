package io.epochline.compute.ir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Mean 0 and variance 1, then a scale and an offset. Channels are axis 1, as in {@code [batch, channels, ...]}. Variances
 * are divided by the count, and epsilon is added before the root.
 */
public sealed interface NormalizationOps extends ReductionOps permits GraphBuilder {

    /** The mean and the variance of each channel, both {@code [channels]}. */
    record Moments(Value mean, Value variance) {}

    /** Mean 0 and variance 1 over the axes together. */
    default Value standardize(Value x, double epsilon, int... axes) {
        Value centred = subtract(x, meanKeepDims(x, axes));
        return divide(centred, sqrt(add(meanKeepDims(square(centred), axes), epsilon)));
    }

    /** Over the last axes, as many as the scale has (Ba et al., 2016). */
    default Value layerNorm(Value x, Value scale, Value offset, double epsilon) {
        int first = x.rank() - scale.rank();
        boolean fits =
                scale.rank() > 0 && first >= 0 && x.shape().dropFirst(first).equals(scale.shape());
        if (!fits || !offset.type().equals(scale.type())) {
            throw TypeException.operands(
                    "layer_norm",
                    List.of(x.type(), scale.type(), offset.type()),
                    "a scale and an offset of the last axes");
        }
        int[] axes = IntStream.range(first, x.rank()).toArray();
        return add(multiply(standardize(x, epsilon, axes), scale), offset);
    }

    /** Over groups of channels of each example (Wu and He, 2018). Scale and offset are {@code [channels]}. */
    default Value groupNorm(Value x, int groups, Value scale, Value offset, double epsilon) {
        needsChannels("group_norm", x, scale, offset);
        int channels = x.shape().dim(1);
        if (groups < 1 || channels % groups != 0) {
            throw TypeException.of("group_norm", "a number of groups that divides " + channels + " channels", groups);
        }
        int batch = x.shape().dim(0);
        Value grouped = reshape(x, batch, groups, x.shape().size() / Math.max(1, batch * groups));
        Value normal = reshape(standardize(grouped, epsilon, -1), x.shape());
        return add(multiply(normal, perChannel(scale, x)), perChannel(offset, x));
    }

    /** Over each channel of each example (Ulyanov et al., 2016). Scale and offset are {@code [channels]}. */
    default Value instanceNorm(Value x, Value scale, Value offset, double epsilon) {
        needsChannels("instance_norm", x, scale, offset);
        return groupNorm(x, x.shape().dim(1), scale, offset, epsilon);
    }

    /** Over the batch and all axes but the channels. */
    default Moments channelMoments(Value x) {
        if (x.rank() < 2) {
            throw TypeException.of("channel_moments", "[batch, channels, ...]", x.type());
        }
        int[] axes = IntStream.range(0, x.rank()).filter(axis -> axis != 1).toArray();
        Value mean = meanKeepDims(x, axes);
        Value variance = mean(square(subtract(x, mean)), axes);
        return new Moments(reshape(mean, x.shape().dim(1)), variance);
    }

    /**
     * Each channel by the given moments (Ioffe and Szegedy, 2015): with {@link #channelMoments} of x itself in training,
     * through which gradients flow, with running ones at inference. Scale and offset are {@code [channels]}.
     */
    default Value batchNorm(Value x, Moments moments, Value scale, Value offset, double epsilon) {
        needsChannels("batch_norm", x, scale, offset, moments.mean(), moments.variance());
        Value gain = divide(scale, sqrt(add(moments.variance(), epsilon)));
        Value centred = subtract(x, perChannel(moments.mean(), x));
        return add(multiply(centred, perChannel(gain, x)), perChannel(offset, x));
    }

    /** A number for each channel, {@code [channels] -> [1, channels, 1, ...]}, as broad as x has axes. */
    default Value perChannel(Value value, Value like) {
        int[] aligned = new int[like.rank()];
        Arrays.fill(aligned, 1);
        aligned[1] = value.shape().size();
        return reshape(value, Shape.of(aligned));
    }

    private static void needsChannels(String op, Value x, Value... settings) {
        Shape channels = x.rank() < 2 ? Shape.SCALAR : Shape.of(x.shape().dim(1));
        boolean fits = x.rank() >= 2
                && Arrays.stream(settings).allMatch(value -> value.shape().equals(channels));
        if (!fits) {
            List<ValueType> found = new ArrayList<>(List.of(x.type()));
            Arrays.stream(settings).map(Value::type).forEach(found::add);
            throw TypeException.operands(op, found, "[batch, channels, ...] and [channels] for each setting");
        }
    }
}
