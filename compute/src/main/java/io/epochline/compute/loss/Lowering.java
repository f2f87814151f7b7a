package io.epochline.compute.loss;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** Turns a term into values of a graph. */
final class Lowering {
    private final GraphBuilder g;
    private final Source source;
    private final Parts parts;

    private Lowering(Source source, Parts parts) {
        this.g = parts.g();
        this.source = source;
        this.parts = parts;
    }

    static Value lower(Loss loss, Parts parts) {
        return new Lowering(loss.source(), parts).value(loss.term());
    }

    private Value value(Term term) {
        return switch (term) {
            case Term.Constant constant -> g.scalar(constant.value(), parts.prediction());
            case Term.Input input -> parts.of(input);
            case Term.Named named -> lower(named.loss(), parts);
            case Term.Negated negated -> g.negate(value(negated.operand()));
            case Term.Arithmetic arithmetic -> arithmetic(arithmetic);
            case Term.Applied applied -> applied(applied);
        };
    }

    private Value arithmetic(Term.Arithmetic term) {
        Value left = value(term.left());
        Value right = value(term.right());
        boolean tensors = left.rank() > 0 && right.rank() > 0;
        if (tensors && !left.shape().equals(right.shape())) {
            throw LossException.operandsDiffer(source, term.at(), left.type(), right.type());
        }
        return switch (term.operator()) {
            case '+' -> g.add(left, right);
            case '-' -> g.subtract(left, right);
            case '*' -> g.multiply(left, right);
            default -> g.divide(left, right);
        };
    }

    private Value applied(Term.Applied term) {
        List<Value> tensors = new ArrayList<>();
        List<Double> settings = new ArrayList<>();
        for (int index = 0; index < term.arguments().size(); index++) {
            Term argument = term.arguments().get(index);
            if (term.block().parameters().get(index) instanceof Parameter.Setting) {
                settings.add(((Term.Constant) argument).value());
            } else {
                tensors.add(value(argument));
            }
        }
        checkLengths(term, tensors);
        return term.block().rule().build(g, new Block.Operands(tensors, settings));
    }

    private void checkLengths(Term.Applied term, List<Value> tensors) {
        Value first = tensors.get(0);
        if (first.rank() > 0 && first.shape().dim(-1) < term.block().minimumLength()) {
            throw LossException.tooShort(
                    source,
                    term.at(),
                    term.block(),
                    first.shape().dim(-1),
                    parts.prediction().type());
        }
        for (Value other : tensors) {
            if (!other.shape().equals(first.shape())) {
                throw LossException.operandsDiffer(source, term.at(), first.type(), other.type());
            }
        }
    }
}
