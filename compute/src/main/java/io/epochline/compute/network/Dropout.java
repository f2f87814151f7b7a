package io.epochline.compute.network;

import io.epochline.compute.ir.Value;

/**
 * While training, sets each value to 0 with the probability {@code rate} and divides the others by {@code 1 - rate}
 * (Srivastava et al. 2014).
 */
record Dropout(double rate) implements Layer {
    static Dropout read(Fields fields) {
        return new Dropout(fields.number("rate", 0, 0.99));
    }

    @Override
    public String kind() {
        return "dropout";
    }

    @Override
    public Value apply(Scope at, Value x) {
        if (!at.training() || rate == 0) {
            return x;
        }
        Value kept = at.g().greaterOrEqual(at.noise(x), at.g().scalar(rate, x));
        return at.g().where(kept, at.g().divide(x, 1 - rate), at.g().scalar(0, x));
    }
}
