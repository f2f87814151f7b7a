package io.epochline.compute.loss;

import java.util.ArrayList;
import java.util.List;

/**
 * Recursive descent over the grammar.
 *
 * <pre>
 * sum      = product {("+" | "-") product}
 * product  = unary {("*" | "/") unary}
 * unary    = "-" unary | primary
 * primary  = number | name ["(" [argument {"," argument}] ")"] | "(" sum ")"
 * argument = [name "="] sum
 * </pre>
 */
final class Parser {
    /** Parentheses, calls and signs nested deeper are refused, so that hostile text cannot exhaust the stack. */
    static final int MAXIMUM_DEPTH = 50;

    private final Source source;
    private final List<Token> tokens;
    private int next;
    private int depth;

    private Parser(Source source) {
        this.source = source;
        this.tokens = Lexer.tokens(source);
    }

    static Syntax parse(Source source) {
        Parser parser = new Parser(source);
        Syntax whole = parser.sum();
        if (parser.peek().type() != Token.Type.END) {
            throw LossException.expected(source, "an operator or the end", parser.peek());
        }
        return whole;
    }

    private Syntax sum() {
        Syntax left = product();
        while (peek().is('+') || peek().is('-')) {
            left = arithmetic(left, take(), product());
        }
        return left;
    }

    private Syntax product() {
        Syntax left = unary();
        while (peek().is('*') || peek().is('/')) {
            left = arithmetic(left, take(), unary());
        }
        return left;
    }

    private static Syntax arithmetic(Syntax left, Token operator, Syntax right) {
        Span at = left.at().to(right.at());
        return new Syntax.Arithmetic(operator.text().charAt(0), left, right, at);
    }

    private Syntax unary() {
        if (++depth > MAXIMUM_DEPTH) {
            throw LossException.tooDeep(source, peek().at());
        }
        try {
            if (!peek().is('-')) {
                return primary();
            }
            Token minus = take();
            Syntax operand = unary();
            return new Syntax.Negated(operand, minus.at().to(operand.at()));
        } finally {
            depth--;
        }
    }

    private Syntax primary() {
        Token token = take();
        if (token.type() == Token.Type.NUMBER) {
            return new Syntax.Literal(number(token), token.at());
        }
        if (token.type() == Token.Type.NAME) {
            return peek().is('(') ? call(token) : new Syntax.Name(token.text(), token.at());
        }
        if (token.is('(')) {
            Syntax inside = sum();
            close(token);
            return inside;
        }
        throw LossException.expected(source, "a number, a loss, 'pred' or 'target'", token);
    }

    private double number(Token token) {
        double value = Double.parseDouble(token.text());
        if (!Double.isFinite(value)) {
            throw LossException.notFinite(source, token.at(), value);
        }
        return value;
    }

    private Syntax call(Token name) {
        Token open = take();
        List<Syntax.Argument> arguments = new ArrayList<>();
        if (!peek().is(')')) {
            arguments.add(argument());
            while (peek().is(',')) {
                take();
                arguments.add(argument());
            }
        }
        Token close = close(open);
        return new Syntax.Call(name.text(), arguments, name.at(), name.at().to(close.at()));
    }

    private Syntax.Argument argument() {
        if (peek().type() == Token.Type.NAME && tokens.get(next + 1).is('=')) {
            Token name = take();
            take();
            return new Syntax.Argument(name, sum());
        }
        return new Syntax.Argument(null, sum());
    }

    private Token close(Token open) {
        if (!peek().is(')')) {
            throw LossException.missingParenthesis(source, open, peek());
        }
        return take();
    }

    private Token peek() {
        return tokens.get(next);
    }

    /** The end is never passed. */
    private Token take() {
        Token token = peek();
        if (token.type() != Token.Type.END) {
            next++;
        }
        return token;
    }
}
