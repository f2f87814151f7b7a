package io.epochline.compute.network;

import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;
import java.util.List;

/**
 * {@code f32[items, ...] -> f32[items, ...']}: the same layers, with the same parameters, on each item. To the layers the
 * items of all examples are one batch, also to the statistics of batch norm.
 */
record Each(List<Layer> layers) implements Layer {
    static Each read(Fields fields) {
        return new Each(fields.layers("layers"));
    }

    @Override
    public String kind() {
        return "each";
    }

    @Override
    public Value apply(Scope at, Value x) {
        if (x.rank() < 3) {
            String message = "needs items, such as f32[items, channels, height, width], got " + Scope.example(x);
            throw NetworkException.misfit(at.path(), message + ". Maybe a reshape before it");
        }
        int batch = x.shape().dim(0);
        int items = x.shape().dim(1);
        Shape item = x.shape().dropFirst(2);
        Value y = at.sequence(layers, at.g().reshape(x, item.prepend(batch * items)));
        return at.g().reshape(y, y.shape().dropFirst(1).prepend(items).prepend(batch));
    }
}
