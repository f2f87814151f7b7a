package io.epochline.compute.loss;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the text means: names are looked up, arguments are complete and in order, kinds fit. */
sealed interface Term {
    Kind kind();

    /** What it reads. */
    Set<Input> inputs();

    record Constant(double value) implements Term {
        @Override
        public Kind kind() {
            return Kind.NUMBER;
        }

        @Override
        public Set<Input> inputs() {
            return Set.of();
        }
    }

    /** A tensor that the prediction or the target gives, as {@code f32[rows, length]}. */
    enum Input implements Term {
        PRED,
        MU,
        SIGMA,
        FIRST,
        SECOND,
        TARGET,
        /** The class indices of the target as one-hot rows. */
        LABELS,
        TARGET_MU,
        TARGET_SIGMA;

        static final Set<Input> OF_TARGET = EnumSet.of(TARGET, LABELS, TARGET_MU, TARGET_SIGMA);

        static Optional<Input> find(String text) {
            return Arrays.stream(values())
                    .filter(input -> input.toString().equals(text))
                    .findFirst();
        }

        static List<String> names() {
            return Arrays.stream(values()).map(Input::toString).toList();
        }

        @Override
        public Kind kind() {
            return Kind.TENSOR;
        }

        @Override
        public Set<Input> inputs() {
            return EnumSet.of(this);
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    record Negated(Term operand) implements Term {
        @Override
        public Kind kind() {
            return operand.kind();
        }

        @Override
        public Set<Input> inputs() {
            return operand.inputs();
        }
    }

    /** A scalar or number beside a tensor counts for each of its positions. */
    record Arithmetic(char operator, Term left, Term right, Span at) implements Term {
        @Override
        public Kind kind() {
            return left.kind().compareTo(right.kind()) > 0 ? left.kind() : right.kind();
        }

        @Override
        public Set<Input> inputs() {
            return union(Stream.of(left, right));
        }
    }

    /** A block with one argument for each of its parameters. */
    record Applied(Block block, List<Term> arguments, Span at) implements Term {
        @Override
        public Kind kind() {
            return block.kind(arguments);
        }

        @Override
        public Set<Input> inputs() {
            return union(arguments.stream());
        }
    }

    /** A loss of {@link Losses#named()} used as a term. */
    record Named(Loss loss) implements Term {
        @Override
        public Kind kind() {
            return Kind.SCALAR;
        }

        @Override
        public Set<Input> inputs() {
            return loss.term().inputs();
        }
    }

    private static Set<Input> union(Stream<Term> terms) {
        return terms.flatMap(term -> term.inputs().stream())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Input.class)));
    }
}
