package io.epochline.compute.objective;

import io.epochline.compute.ComputeException;

/** What a function cannot be made of. */
final class FunctionFault {

    private FunctionFault() {}

    static void requireFinite(String name, double... values) {
        if (values.length == 0) {
            throw of(name, "at least one number", "none");
        }
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw of(name + "[" + i + "]", "a finite number", values[i]);
            }
        }
    }

    static void requireCount(String name, int expected, int found) {
        if (expected != found) {
            throw of(name, expected + " numbers", found);
        }
    }

    static void requireAboveZero(String name, double value) {
        if (!(value > 0) || !Double.isFinite(value)) {
            throw of(name, "a finite number above 0", value);
        }
    }

    static ComputeException of(String name, String expected, Object found) {
        return new ComputeException(
                "bad_function",
                ComputeException.Category.USER,
                "function." + name + ": expected " + expected + ", found " + found);
    }
}
