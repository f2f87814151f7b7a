package io.epochline.compute.network;

import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;

/**
 * {@code f32[channels, ...]}: each group of channels of an example gets mean 0 and variance 1, then each channel its
 * own scale and offset (Wu and He 2018). It does not depend on the batch, so training and inference agree.
 */
record GroupNorm(int groups, double epsilon) implements Layer {
    static GroupNorm read(Fields fields) {
        return new GroupNorm(fields.whole("groups", 1, 4), fields.number("epsilon", 1e-12, 1, 1e-5));
    }

    @Override
    public String kind() {
        return "group_norm";
    }

    @Override
    public Value apply(Scope at, Value x) {
        int channels = x.rank() < 2 ? 0 : x.shape().dim(1);
        if (channels == 0 || channels % groups != 0) {
            String message = "needs channels in %d equal groups, got %s".formatted(groups, Scope.example(x));
            throw NetworkException.misfit(at.path(), message + ". Maybe groups: " + divisor(channels));
        }
        Value scale = at.parameter("scale", Shape.of(channels), Initializer.Constant.ONE, x);
        Value offset = at.parameter("offset", Shape.of(channels), Initializer.Constant.ZERO, x);
        return at.g().groupNorm(x, groups, scale, offset, epsilon);
    }

    private int divisor(int channels) {
        int divisor = Math.min(groups, Math.max(1, channels));
        while (channels % divisor != 0) {
            divisor--;
        }
        return divisor;
    }
}
