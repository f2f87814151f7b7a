package io.epochline.compute.loss;

import java.util.List;

/** What the text says, before names are looked up. {@code at} is the place that a message about the node points to. */
sealed interface Syntax {
    Span at();

    record Literal(double value, Span at) implements Syntax {}

    /** {@code pred}, {@code target}, or a block with all its defaults. */
    record Name(String name, Span at) implements Syntax {}

    record Call(String name, List<Argument> arguments, Span nameAt, Span at) implements Syntax {}

    record Negated(Syntax operand, Span at) implements Syntax {}

    record Arithmetic(char operator, Syntax left, Syntax right, Span at) implements Syntax {}

    /** {@code name} is null for a positional argument. */
    record Argument(Token name, Syntax value) {}
}
