package io.epochline.compute.network;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Arithmetic that results in a whole number: {@code + - * /} (which rounds down), names and parentheses. Numbers may have
 * decimals, which are exact; the result is rounded to the nearest whole number, a half upwards.
 */
final class IntegerExpression {
    private static final Pattern TOKEN = Pattern.compile("[0-9]+(?:\\.[0-9]+)?|[A-Za-z_][A-Za-z0-9_]*|[^\\s]");
    private static final int LONGEST = 100;

    private final List<String> tokens;
    private final Function<String, BigDecimal> names;
    private int next;

    private IntegerExpression(String text, Function<String, BigDecimal> names) {
        this.tokens = TOKEN.matcher(text).results().map(MatchResult::group).toList();
        this.names = names;
    }

    /**
     * @throws IllegalArgumentException if the text is not an expression, or a name has no value
     * @throws ArithmeticException if the result is out of range, or a divisor is 0
     */
    static long evaluate(String text, Function<String, BigDecimal> names) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("longer than " + LONGEST + " characters");
        }
        IntegerExpression expression = new IntegerExpression(text, names);
        BigDecimal value = expression.sum();
        if (!expression.peek().isEmpty()) {
            throw new IllegalArgumentException("unexpected '" + expression.peek() + "'");
        }
        return value.setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    private BigDecimal sum() {
        BigDecimal value = product();
        while (peek().equals("+") || peek().equals("-")) {
            value = take().equals("+") ? value.add(product()) : value.subtract(product());
        }
        return value;
    }

    private BigDecimal product() {
        BigDecimal value = atom();
        while (peek().equals("*") || peek().equals("/")) {
            value = take().equals("*") ? value.multiply(atom()) : quotient(value, atom());
        }
        return value;
    }

    private static BigDecimal quotient(BigDecimal value, BigDecimal divisor) {
        if (divisor.signum() == 0) {
            throw new ArithmeticException("/ by zero");
        }
        return value.divide(divisor, 0, RoundingMode.FLOOR);
    }

    private BigDecimal atom() {
        String token = take();
        if (token.equals("(")) {
            BigDecimal value = sum();
            if (!take().equals(")")) {
                throw new IllegalArgumentException("missing ')'");
            }
            return value;
        }
        if (token.isEmpty() || (!Character.isLetterOrDigit(token.charAt(0)) && token.charAt(0) != '_')) {
            throw new IllegalArgumentException(
                    "expected a number or a parameter, found " + (token.isEmpty() ? "the end" : "'" + token + "'"));
        }
        return Character.isDigit(token.charAt(0)) ? new BigDecimal(token) : names.apply(token);
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
