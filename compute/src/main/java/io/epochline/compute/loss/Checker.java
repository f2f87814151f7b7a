package io.epochline.compute.loss;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gives syntax its meaning: looks names up, completes arguments, folds numbers and checks kinds. */
final class Checker {
    /** A loss that makes sense, and what it takes a prediction for. */
    record Checked(Term term, Head head) {}

    private final Source source;
    private final Set<Term.Input> reads = EnumSet.noneOf(Term.Input.class);

    private Checker(Source source) {
        this.source = source;
    }

    static Checked check(Source source, Syntax syntax) {
        Checker checker = new Checker(source);
        Term term = checker.term(syntax);
        if (Term.Input.OF_TARGET.containsAll(term.inputs())) {
            throw LossException.ignoresPrediction(source);
        }
        if (term.kind() != Kind.SCALAR) {
            throw LossException.notScalar(source);
        }
        return new Checked(term, Head.giving(term.inputs()).orElseThrow());
    }

    private Term term(Syntax syntax) {
        return switch (syntax) {
            case Syntax.Literal literal -> new Term.Constant(literal.value());
            case Syntax.Name name -> named(name);
            case Syntax.Call call -> applied(call.name(), call.nameAt(), call.arguments(), call.at());
            case Syntax.Negated negated -> negated(term(negated.operand()));
            case Syntax.Arithmetic arithmetic -> arithmetic(arithmetic);
        };
    }

    private Term named(Syntax.Name name) {
        Optional<Term.Input> input = Term.Input.find(name.name());
        if (input.isPresent()) {
            return reading(input.get(), name.at());
        }
        if (!Blocks.contains(name.name())) {
            Optional<NamedLoss> known = Losses.find(name.name());
            if (known.isPresent()) {
                return reading(new Term.Named(known.get().loss()), name.at());
            }
        }
        return applied(name.name(), name.at(), List.of(), name.at());
    }

    /** Notes what a term reads, and refuses it where no prediction has that and what was read before. */
    private Term reading(Term term, Span at) {
        Set<Term.Input> before = EnumSet.copyOf(reads);
        reads.addAll(term.inputs());
        if (Head.giving(reads).isEmpty()) {
            throw LossException.mixedInputs(source, term.inputs(), before, at);
        }
        return term;
    }

    private static Term negated(Term operand) {
        return operand instanceof Term.Constant constant
                ? new Term.Constant(-constant.value())
                : new Term.Negated(operand);
    }

    private Term arithmetic(Syntax.Arithmetic syntax) {
        Term left = term(syntax.left());
        Term right = term(syntax.right());
        if (!(left instanceof Term.Constant a) || !(right instanceof Term.Constant b)) {
            if (syntax.operator() == '/' && right.equals(new Term.Constant(0))) {
                throw LossException.notFinite(source, syntax.at(), Double.POSITIVE_INFINITY);
            }
            return new Term.Arithmetic(syntax.operator(), left, right, syntax.at());
        }
        double value =
                switch (syntax.operator()) {
                    case '+' -> a.value() + b.value();
                    case '-' -> a.value() - b.value();
                    case '*' -> a.value() * b.value();
                    default -> a.value() / b.value();
                };
        if (!Double.isFinite(value)) {
            throw LossException.notFinite(source, syntax.at(), value);
        }
        return new Term.Constant(value);
    }

    private Term applied(String name, Span nameAt, List<Syntax.Argument> given, Span at) {
        Block block = Blocks.find(name).orElseThrow(() -> unknown(name, nameAt));
        List<Parameter> parameters = block.parameters();
        Term[] arguments = new Term[parameters.size()];
        boolean named = false;
        for (int position = 0; position < given.size(); position++) {
            Syntax.Argument argument = given.get(position);
            Span place = argument.value().at();
            int index = position;
            if (argument.name() != null) {
                named = true;
                index = indexOf(block, argument.name());
                place = argument.name().at().to(place);
            } else if (named) {
                throw LossException.misplacedArgument(source, place);
            } else if (position >= parameters.size()) {
                throw LossException.tooManyArguments(source, block, place);
            }
            if (arguments[index] != null) {
                throw LossException.repeatedArgument(source, block, parameters.get(index), place);
            }
            arguments[index] = argument(block, parameters.get(index), argument.value());
        }
        List<Term> complete = new ArrayList<>();
        for (int index = 0; index < arguments.length; index++) {
            complete.add(arguments[index] != null ? arguments[index] : preset(block, parameters.get(index), nameAt));
        }
        return new Term.Applied(block, List.copyOf(complete), at);
    }

    private LossException unknown(String name, Span at) {
        Set<String> known = new HashSet<>(Blocks.names());
        known.addAll(Losses.names());
        known.addAll(Term.Input.names());
        return LossException.unknownLoss(source, name, at, known);
    }

    private int indexOf(Block block, Token name) {
        for (int index = 0; index < block.parameters().size(); index++) {
            if (block.parameters().get(index).name().equals(name.text())) {
                return index;
            }
        }
        throw LossException.unknownArgument(source, block, name);
    }

    private Term argument(Block block, Parameter parameter, Syntax syntax) {
        Term value = term(syntax);
        Span at = syntax.at();
        switch (parameter) {
            case Parameter.Tensor tensor
            when value.kind() != Kind.TENSOR ->
                throw LossException.wrongKind(source, block, tensor, Kind.TENSOR.toString(), value, at);
            case Parameter.Any any
            when value.kind() == Kind.NUMBER ->
                throw LossException.wrongKind(source, block, any, Kind.TENSOR + " or " + Kind.SCALAR, value, at);
            case Parameter.Setting setting -> checkSetting(block, setting, value, at);
            default -> {}
        }
        return value;
    }

    private void checkSetting(Block block, Parameter.Setting setting, Term value, Span at) {
        if (!(value instanceof Term.Constant constant)) {
            throw LossException.wrongKind(source, block, setting, Kind.NUMBER.toString(), value, at);
        }
        if (!setting.accepts(constant.value())) {
            throw LossException.outOfRange(source, block, setting, constant.value(), at);
        }
    }

    private Term preset(Block block, Parameter parameter, Span at) {
        return switch (parameter) {
            case Parameter.Tensor tensor when tensor.preset() != null -> reading(tensor.preset(), at);
            case Parameter.Setting setting -> new Term.Constant(setting.preset());
            default -> throw LossException.missingArgument(source, block, parameter, at);
        };
    }
}
