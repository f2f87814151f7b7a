package io.epochline.compute.network;

import io.epochline.compute.ir.Value;

/** {@code f32[items, ...]}: one description of all items, their values one after the other or their mean. */
record Aggregate(By by) implements Layer {
    enum By {
        FLATTEN,
        MEAN
    }

    static Aggregate read(Fields fields) {
        return new Aggregate(fields.choice("by", By.class, null));
    }

    @Override
    public String kind() {
        return "aggregate";
    }

    @Override
    public Value apply(Scope at, Value x) {
        if (x.rank() < 3) {
            String message = "needs items, such as f32[items, features], got " + Scope.example(x);
            throw NetworkException.misfit(at.path(), message + ". Maybe each before it, or a reshape");
        }
        return switch (by) {
            case FLATTEN -> at.g().flatten(x, 1);
            case MEAN -> at.g().mean(x, 1);
        };
    }
}
