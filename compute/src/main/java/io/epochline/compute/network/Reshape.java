package io.epochline.compute.network;

import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;
import java.util.List;

/** The values of each example in row-major order under another shape. */
record Reshape(List<Integer> shape) implements Layer {
    static Reshape read(Fields fields) {
        return new Reshape(fields.extents("shape"));
    }

    @Override
    public String kind() {
        return "reshape";
    }

    @Override
    public Value apply(Scope at, Value x) {
        Shape example = new Shape(shape);
        int found = x.shape().dropFirst(1).size();
        if (example.size() != found) {
            String message = "%s needs %d values, got %d in %s"
                    .formatted(x.type().withShape(example), example.size(), found, Scope.example(x));
            throw NetworkException.misfit(at.path(), message + ". Maybe dense: " + example.size() + " before it");
        }
        return at.g().reshape(x, example.prepend(x.shape().dim(0)));
    }
}
