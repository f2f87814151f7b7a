package io.epochline.compute.network;

import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;

/** Mean 0 and variance 1 along the last axis, then a scale and an offset for each position (Ba et al. 2016). */
record LayerNorm(double epsilon) implements Layer {
    static LayerNorm read(Fields fields) {
        return new LayerNorm(fields.number("epsilon", 1e-12, 1, 1e-5));
    }

    @Override
    public String kind() {
        return "layer_norm";
    }

    @Override
    public Value apply(Scope at, Value x) {
        int features = x.shape().dim(-1);
        Value scale = at.parameter("scale", Shape.of(features), Initializer.Constant.ONE, x);
        Value offset = at.parameter("offset", Shape.of(features), Initializer.Constant.ZERO, x);
        return at.g().layerNorm(x, scale, offset, epsilon);
    }
}
