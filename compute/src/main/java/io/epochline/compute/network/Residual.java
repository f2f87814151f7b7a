package io.epochline.compute.network;

import io.epochline.compute.ir.Value;
import java.util.List;
import java.util.stream.IntStream;

/**
 * {@code x + layers(x)}. Where the layers change the shape, x is projected to it: an image by a 1x1 convolution with
 * the stride that fits, a vector by a matrix (He et al. 2016).
 */
record Residual(List<Layer> layers) implements Layer {
    static Residual read(Fields fields) {
        return new Residual(fields.layers("layers"));
    }

    @Override
    public String kind() {
        return "residual";
    }

    @Override
    public Value apply(Scope at, Value x) {
        Value y = at.sequence(layers, x);
        Value shortcut = y.shape().equals(x.shape()) ? x : projection(at, x, y);
        return at.g().add(shortcut, y);
    }

    private static Value projection(Scope at, Value x, Value y) {
        Scope part = at.part("projection");
        if (x.rank() == 2 && y.rank() == 2) {
            return new Dense(y.shape().dim(1), false, Init.GLOROT).apply(part, x);
        }
        int stride = x.rank() == 4 && y.rank() == 4 ? stride(x, y) : 0;
        if (stride == 0) {
            String message = "its layers turn %s into %s, to which x cannot be projected"
                    .formatted(Scope.example(x), Scope.example(y));
            throw NetworkException.misfit(at.path(), message + ". Maybe padding: same in its convolutions");
        }
        return new Conv(y.shape().dim(1), 1, stride, Padding.VALID, 1, 1, false, Init.GLOROT).apply(part, x);
    }

    /** The stride that turns the extents of x into those of y, or 0. */
    private static int stride(Value x, Value y) {
        return IntStream.rangeClosed(1, x.shape().dim(2))
                .filter(stride -> Math.ceilDiv(x.shape().dim(2), stride)
                                == y.shape().dim(2)
                        && Math.ceilDiv(x.shape().dim(3), stride) == y.shape().dim(3))
                .findFirst()
                .orElse(0);
    }
}
