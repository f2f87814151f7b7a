package io.epochline.compute.loss;

import io.epochline.compute.gradient.Gradients;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import java.util.List;

/**
 * A loss written as an expression, such as {@code 0.8*huber(delta=1) + 0.2*(1 - pearson)}.
 *
 * <p>Two losses are equal when they mean the same formula, however they were spelt.
 */
public final class Loss {
    private final Source source;
    private final Term term;
    private final Head head;
    private final String canonical;

    private Loss(Source source, Checker.Checked checked) {
        this.source = source;
        this.term = checked.term();
        this.head = checked.head();
        this.canonical = Printer.print(term);
    }

    /**
     * Reads an expression.
     *
     * @throws LossException if the text is not a loss; it says where and what to try
     */
    public static Loss parse(String text) {
        Source source = Source.of(text);
        return new Loss(source, Checker.check(source, Parser.parse(source)));
    }

    /** The one spelling of this loss that all equal losses share; it parses back to an equal loss. */
    public String canonical() {
        return canonical;
    }

    /** What it takes a prediction for, and so which shape a prediction must have. */
    public Head head() {
        return head;
    }

    /**
     * Builds the loss of a batch. All axes but the last are rows: {@code f32[B, 4, L]} and {@code f32[B, 2, 2, L]} give
     * the same number. A target of one axis, {@code f32[B]}, is read as {@code f32[B, 1]}.
     *
     * @param prediction {@code f32[batch, ...]}, the shape of target unless the {@link #head} says otherwise
     * @param target {@code f32[batch, ..., length]}
     * @return {@code f32[]}
     * @throws LossException if the shapes do not fit each other, there is nothing in them, or a term needs a longer last axis
     */
    public Value apply(GraphBuilder g, Value prediction, Value target) {
        if (!fits(prediction, target)) {
            throw LossException.differentShapes(this, prediction.type(), target.type());
        }
        if (prediction.shape().size() == 0) {
            throw LossException.noValues(prediction.type());
        }
        return Lowering.lower(this, new Parts(g, prediction, target));
    }

    private boolean fits(Value prediction, Value target) {
        return prediction.dtype() == target.dtype()
                && prediction.rank() > 0
                && target.rank() > 0
                && prediction.shape().dim(0) == target.shape().dim(0)
                && head.accepts(prediction.shape().dropFirst(1), target.shape().dropFirst(1));
    }

    Source source() {
        return source;
    }

    Term term() {
        return term;
    }

    /**
     * Whether its slope changes with the prediction. A loss of straight pieces, such as {@code mae}, has second derivatives
     * of 0 wherever it has any, and of such a loss a Hessian says nothing.
     *
     * @param prediction with its batch
     * @param target with its batch
     */
    public boolean curves(Shape prediction, Shape target) {
        GraphBuilder b = new GraphBuilder();
        Value at = b.input("prediction", ValueType.f32(prediction));
        Value vector = b.input("vector", at.type());
        Value loss = apply(b, at, b.input("target", ValueType.f32(target)));
        b.output(
                "product",
                Gradients.hessianVectorProduct(b, loss, List.of(at), List.of(vector))
                        .getFirst());
        return b.build().nodes().stream().anyMatch(node -> node.inputs().contains(vector));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Loss that && canonical.equals(that.canonical);
    }

    @Override
    public int hashCode() {
        return canonical.hashCode();
    }

    @Override
    public String toString() {
        return canonical;
    }
}
