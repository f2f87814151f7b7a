package io.epochline.compute.ir;

import io.epochline.compute.ComputeException;
import java.util.Collection;
import java.util.List;

/** A graph that does not typecheck: shapes or dtypes that do not fit, or a name used twice. */
public final class TypeException extends ComputeException {

    private static final long serialVersionUID = 1L;

    private TypeException(String message) {
        super("type_mismatch", Category.USER, message);
    }

    static TypeException of(String op, String expected, Object found) {
        return new TypeException(op + ": expected " + expected + ", found " + found);
    }

    static TypeException of(String op, String expected, Object found, String hint) {
        return new TypeException(op + ": expected " + expected + ", found " + found + ". Maybe " + hint + ".");
    }

    static TypeException operands(String op, List<ValueType> found, String expected) {
        return of(op, expected, found.stream().map(ValueType::toString).toList());
    }

    static TypeException negativeExtent(List<Integer> dims) {
        return of("shape", "extents of at least 0", dims);
    }

    static TypeException tooLarge(List<Integer> dims) {
        return of("shape", "at most " + Integer.MAX_VALUE + " elements", dims, "the batch is too large");
    }

    static TypeException axisOutOfRange(int axis, Shape shape) {
        if (shape.rank() == 0) {
            return of("axis", "no axis, as the value is a scalar", axis);
        }
        return of("axis", "an axis from " + -shape.rank() + " to " + (shape.rank() - 1) + " of " + shape, axis);
    }

    static TypeException cannotBroadcast(Shape a, Shape b, int first, int second, int fromEnd) {
        return new TypeException("broadcast: " + a + " and " + b + " do not fit: axis -" + fromEnd + " is " + first
                + " in one and " + second + " in the other, expected the same extent or 1");
    }

    static TypeException wrongCount(ValueType type, int found) {
        return of("tensor", type.shape().size() + " values for " + type, found);
    }

    static TypeException notOneElement(ValueType type) {
        return of("item", "a tensor with one element", type);
    }

    static TypeException badWindow(String expected, String found) {
        return new TypeException("window: " + expected + ", found " + found);
    }

    static TypeException windowTooLarge(Window window, ValueType input) {
        return of(
                "window",
                "an input at least as large as the kernel",
                input + " under " + window,
                "a smaller kernel or more padding fits");
    }

    static TypeException duplicateName(String name) {
        return new TypeException(
                "name: '" + name + "' is taken; expected every input, parameter and output to have its own");
    }

    static TypeException foreignValue(Value value) {
        return new TypeException("value " + value + " was not made by this builder; expected values of one graph");
    }

    static TypeException unknownName(String kind, String name, Collection<String> known) {
        return of(kind, "one of " + known, "'" + name + "'");
    }

    static TypeException noOutput() {
        return new TypeException("graph: expected at least one output, found none");
    }
}
