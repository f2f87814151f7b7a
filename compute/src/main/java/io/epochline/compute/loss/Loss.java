package io.epochline.compute.loss;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Value;

/**
 * A loss written as an expression, such as {@code 0.8*huber(delta=1) + 0.2*(1 - pearson)}.
 *
 * <p>Two losses are equal when they mean the same formula, however they were spelt.
 */
public final class Loss {
    private final Source source;
    private final Term term;
    private final String canonical;

    private Loss(Source source, Term term) {
        this.source = source;
        this.term = term;
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

    /**
     * Builds the loss of a batch. All axes but the last are rows: {@code f32[B, 4, L]} and {@code f32[B, 2, 2, L]} give
     * the same number. A value of one axis, {@code f32[B]}, is read as {@code f32[B, 1]}.
     *
     * @param pred {@code f32[batch, ..., length]}
     * @param target of the shape of pred
     * @return {@code f32[]}
     * @throws LossException if the shapes differ, or a term needs a longer last axis
     */
    public Value apply(GraphBuilder g, Value pred, Value target) {
        if (!pred.type().equals(target.type())) {
            throw LossException.differentShapes(pred.type(), target.type());
        }
        return Lowering.lower(g, this, pred, target);
    }

    Source source() {
        return source;
    }

    Term term() {
        return term;
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
