package io.epochline.compute.network;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;

/**
 * {@code f32[tokens, features]}: adds to each token what tells its place, either learned, starting at 0, or sines and
 * cosines of wavelengths from 2π to 20000π (Vaswani et al. 2017).
 */
record Positions(Encoding encoding) implements Layer {
    enum Encoding {
        LEARNED,
        SINUSOIDAL
    }

    static Positions read(Fields fields) {
        return new Positions(fields.choice("encoding", Encoding.class, Encoding.LEARNED));
    }

    @Override
    public String kind() {
        return "positions";
    }

    @Override
    public Value apply(Scope at, Value x) {
        at.needsTokens(x);
        Shape each = x.shape().dropFirst(1);
        GraphBuilder g = at.g();
        return switch (encoding) {
            case LEARNED -> g.add(x, at.parameter("offset", each, Initializer.Constant.ZERO, x));
            case SINUSOIDAL -> g.add(x, g.constant(new Tensor(new ValueType(x.dtype(), each), waves(each))));
        };
    }

    private static double[] waves(Shape shape) {
        int features = shape.dim(1);
        double[] values = new double[shape.size()];
        for (int i = 0; i < values.length; i++) {
            int feature = i % features;
            double angle = i / features / Math.pow(10000, (feature - feature % 2) / (double) features);
            values[i] = feature % 2 == 0 ? Math.sin(angle) : Math.cos(angle);
        }
        return values;
    }
}
