package io.epochline.compute.network;

import io.epochline.compute.ir.Value;
import java.util.List;

/**
 * {@code f32[channels, ...] -> f32[channels + channels', ...]}: x, then what the layers make of it, along the first axis.
 * Around a path down and up again it is the connection of a U-Net (Ronneberger et al. 2015).
 */
record Skip(List<Layer> layers) implements Layer {
    static Skip read(Fields fields) {
        return new Skip(fields.layers("layers"));
    }

    @Override
    public String kind() {
        return "skip";
    }

    @Override
    public Value apply(Scope at, Value x) {
        Value y = at.sequence(layers, x);
        boolean fits = x.rank() >= 2
                && y.rank() == x.rank()
                && y.shape().dropFirst(2).equals(x.shape().dropFirst(2));
        if (!fits) {
            String message = "its layers turn %s into %s, which cannot be joined along the first axis"
                    .formatted(Scope.example(x), Scope.example(y));
            throw NetworkException.misfit(
                    at.path(), message + ". Maybe an upsample by as much as strides and pools take away");
        }
        return at.g().concat(1, x, y);
    }
}
