package io.epochline.compute.network;

import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;

/** {@code f32[features] -> f32[units]}: {@code x·W + b}; with one more axis, for each of its steps. */
record Dense(int units, boolean bias, Init init) implements Layer {
    static Dense read(Fields fields) {
        return new Dense(
                fields.whole("units", 1), fields.flag("bias", true), fields.choice("init", Init.class, Init.HE));
    }

    @Override
    public String kind() {
        return "dense";
    }

    @Override
    public Value apply(Scope at, Value x) {
        if (x.rank() != 2 && x.rank() != 3) {
            String message = "needs f32[features] or f32[steps, features], got " + Scope.example(x);
            throw NetworkException.misfit(at.path(), message + ". Maybe put flatten before it");
        }
        int features = x.shape().dim(-1);
        Value weight = at.parameter("weight", Shape.of(features, units), init.of(features, units), x);
        Value y = at.g().matmul(x, weight);
        if (!bias) {
            return y;
        }
        return at.g().add(y, at.parameter("bias", Shape.of(units), Initializer.Constant.ZERO, x));
    }
}
