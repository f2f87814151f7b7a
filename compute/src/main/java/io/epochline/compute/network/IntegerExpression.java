package io.epochline.compute.network;

import java.util.List;
import java.util.function.ToLongFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Arithmetic on whole numbers: {@code + - * /} (which rounds down), names and parentheses. */
final class IntegerExpression {
    private static final Pattern TOKEN = Pattern.compile("[0-9]+|[A-Za-z_][A-Za-z0-9_]*|[^\\s]");
    private static final int LONGEST = 100;

    private final List<String> tokens;
    private final ToLongFunction<String> names;
    private int next;

    private IntegerExpression(String text, ToLongFunction<String> names) {
        this.tokens = TOKEN.matcher(text).results().map(MatchResult::group).toList();
        this.names = names;
    }

    /**
     * @throws IllegalArgumentException if the text is not an expression, or a name has no value
     * @throws ArithmeticException if a result is out of range, or a divisor is 0
     */
    static long evaluate(String text, ToLongFunction<String> names) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("longer than " + LONGEST + " characters");
        }
        IntegerExpression expression = new IntegerExpression(text, names);
        long value = expression.sum();
        if (!expression.peek().isEmpty()) {
            throw new IllegalArgumentException("unexpected '" + expression.peek() + "'");
        }
        return value;
    }

    private long sum() {
        long value = product();
        while (peek().equals("+") || peek().equals("-")) {
            value = take().equals("+") ? Math.addExact(value, product()) : Math.subtractExact(value, product());
        }
        return value;
    }

    private long product() {
        long value = atom();
        while (peek().equals("*") || peek().equals("/")) {
            value = take().equals("*") ? Math.multiplyExact(value, atom()) : Math.floorDiv(value, atom());
        }
        return value;
    }

    private long atom() {
        String token = take();
        if (token.equals("(")) {
            long value = sum();
            if (!take().equals(")")) {
                throw new IllegalArgumentException("missing ')'");
            }
            return value;
        }
        if (token.isEmpty() || (!Character.isLetterOrDigit(token.charAt(0)) && token.charAt(0) != '_')) {
            throw new IllegalArgumentException(
                    "expected a number or a parameter, found " + (token.isEmpty() ? "the end" : "'" + token + "'"));
        }
        return Character.isDigit(token.charAt(0)) ? Long.parseLong(token) : names.applyAsLong(token);
    }

    private String peek() {
        return next < tokens.size() ? tokens.get(next) : "";
    }

    private String take() {
        String token = peek();
        next++;
        return token;
    }
}
