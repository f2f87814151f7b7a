package io.epochline.compute.network;

import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;

/**
 * {@code f32[channels, height, width]}: each channel of each example gets mean 0 and variance 1, then the channel's own
 * scale and offset (Ulyanov et al. 2016).
 */
record InstanceNorm(double epsilon) implements Layer {
    static InstanceNorm read(Fields fields) {
        return new InstanceNorm(fields.number("epsilon", 1e-12, 1, 1e-5));
    }

    @Override
    public String kind() {
        return "instance_norm";
    }

    @Override
    public Value apply(Scope at, Value x) {
        at.needsImage(x);
        Shape channels = Shape.of(x.shape().dim(1));
        Value scale = at.parameter("scale", channels, Initializer.Constant.ONE, x);
        Value offset = at.parameter("offset", channels, Initializer.Constant.ZERO, x);
        return at.g().instanceNorm(x, scale, offset, epsilon);
    }
}
