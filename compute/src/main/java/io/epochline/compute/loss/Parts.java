package io.epochline.compute.loss;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import java.util.stream.IntStream;

/** The inputs of a loss as {@code f32[rows, length]}, taken from a prediction and a target. */
record Parts(GraphBuilder g, Value prediction, Value target) {

    Value of(Term.Input input) {
        return switch (input) {
            case PRED -> rows(prediction);
            case TARGET -> rows(target);
            case LABELS -> labels();
            case MU, FIRST -> rows(half(prediction, 0));
            case SECOND -> rows(half(prediction, 1));
            case SIGMA -> Gaussian.sigma(g, rows(half(prediction, 1)));
            case TARGET_MU -> rows(half(target, 0));
            case TARGET_SIGMA -> rows(half(target, 1));
        };
    }

    /** {@code f32[..., length] -> f32[rows, length]}, so that the number of leading axes makes no difference. */
    private Value rows(Value x) {
        Shape shape = x.shape();
        int length = shape.rank() < 2 ? 1 : shape.dim(-1);
        return g.reshape(x, Shape.of(shape.size() / Math.max(1, length), length));
    }

    private Value half(Value x, int number) {
        int extent = x.shape().dim(1) / 2;
        return g.slice(x, 1, number * extent, (number + 1) * extent);
    }

    /** One-hot rows. What is no class makes a row of 0/0, so that it is not passed over in silence. */
    private Value labels() {
        int classes = prediction.shape().dim(-1);
        double[] numbers = IntStream.range(0, classes).asDoubleStream().toArray();
        Value each = g.constant(new Tensor(new ValueType(target.dtype(), Shape.of(1, classes)), numbers));
        Value hot = g.cast(g.equal(rows(target), each), target.dtype());
        return g.divide(hot, g.sumKeepDims(hot, -1));
    }
}
