package io.epochline.compute.network;

import io.epochline.compute.ir.GraphBuilder;
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
        return at.g().add(at.g().multiply(standardised(at.g(), x, epsilon), scale), offset);
    }

    static Value standardised(GraphBuilder g, Value x, double epsilon) {
        Value centred = g.subtract(x, g.meanKeepDims(x, -1));
        Value variance = g.meanKeepDims(g.square(centred), -1);
        return g.multiply(centred, g.reciprocal(g.sqrt(g.add(variance, epsilon))));
    }
}
