package io.epochline.compute.loss;

import java.util.List;

/** What the text means: names are looked up, arguments are complete and in order, kinds fit. */
sealed interface Term {
    Kind kind();

    /** Whether a change of pred can change the value. */
    boolean dependsOnPred();

    record Constant(double value) implements Term {
        @Override
        public Kind kind() {
            return Kind.NUMBER;
        }

        @Override
        public boolean dependsOnPred() {
            return false;
        }
    }

    /** {@code pred} or {@code target}, as {@code f32[rows, length]}. */
    record Input(String name) implements Term {
        static final Input PRED = new Input("pred");
        static final Input TARGET = new Input("target");

        @Override
        public Kind kind() {
            return Kind.TENSOR;
        }

        @Override
        public boolean dependsOnPred() {
            return equals(PRED);
        }
    }

    record Negated(Term operand) implements Term {
        @Override
        public Kind kind() {
            return operand.kind();
        }

        @Override
        public boolean dependsOnPred() {
            return operand.dependsOnPred();
        }
    }

    /** A scalar or number beside a tensor counts for each of its positions. */
    record Arithmetic(char operator, Term left, Term right, Span at) implements Term {
        @Override
        public Kind kind() {
            return left.kind().compareTo(right.kind()) > 0 ? left.kind() : right.kind();
        }

        @Override
        public boolean dependsOnPred() {
            return left.dependsOnPred() || right.dependsOnPred();
        }
    }

    /** A block with one argument for each of its parameters. */
    record Applied(Block block, List<Term> arguments, Span at) implements Term {
        @Override
        public Kind kind() {
            return block.kind(arguments);
        }

        @Override
        public boolean dependsOnPred() {
            return arguments.stream().anyMatch(Term::dependsOnPred);
        }
    }

    /** A loss of {@link Losses#named()} used as a term. */
    record Named(Loss loss) implements Term {
        @Override
        public Kind kind() {
            return Kind.SCALAR;
        }

        @Override
        public boolean dependsOnPred() {
            return true;
        }
    }
}
