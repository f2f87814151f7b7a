package io.epochline.compute.network;

import io.epochline.compute.ir.Value;

/** {@code f32[a, b] -> f32[b, a]}. */
record Transpose() implements Layer {
    @Override
    public String kind() {
        return "transpose";
    }

    @Override
    public Value apply(Scope at, Value x) {
        if (x.rank() != 3) {
            throw NetworkException.misfit(at.path(), "needs f32[a, b], got " + Scope.example(x));
        }
        return at.g().transposeMatrix(x);
    }
}
