package io.epochline.console.report.table;

import io.epochline.console.report.ReportException;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a row must be to be shown: {@code status=failed}, {@code best_val_loss<0.1}, {@code metrics.accuracy>=0.9}. Numbers
 * are compared by size, everything else as text. {@code column=} asks for rows where it is missing, {@code column!=} for
 * those where it is there.
 */
public record Condition(String column, Operator operator, String value) {

    /** How a cell and the given value must relate. */
    public enum Operator {
        EQUAL("="),
        NOT_EQUAL("!="),
        LESS("<"),
        AT_MOST("<="),
        GREATER(">"),
        AT_LEAST(">=");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        private static Operator of(String sign) {
            for (Operator operator : values()) {
                if (operator.sign.equals(sign)) {
                    return operator;
                }
            }
            throw new IllegalArgumentException(sign);
        }

        private boolean holds(int order) {
            return switch (this) {
                case EQUAL -> order == 0;
                case NOT_EQUAL -> order != 0;
                case LESS -> order < 0;
                case AT_MOST -> order <= 0;
                case GREATER -> order > 0;
                case AT_LEAST -> order >= 0;
            };
        }
    }

    private static final Pattern FORM = Pattern.compile("\\s*([^\\s<>=!]+)\\s*(<=|>=|!=|<|>|=)\\s*(.*?)\\s*");

    /** @throws ReportException when the text is no condition */
    public static Condition parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw ReportException.of(
                    "'%s' is no condition. Expected a column, one of = != < <= > >= and a value, such as status=failed or "
                            + "'best_val_loss<0.1'.",
                    text);
        }
        return new Condition(matcher.group(1), Operator.of(matcher.group(2)), matcher.group(3));
    }

    /**
     * The test of a table's rows.
     *
     * @throws ReportException when there is no such column, or it holds numbers and the value is none
     */
    public IntPredicate on(RunTable table) {
        Column found = table.column(column);
        List<Object> cells = found.cells();
        if (value.isEmpty() && (operator == Operator.EQUAL || operator == Operator.NOT_EQUAL)) {
            return row -> (cells.get(row) == null) == (operator == Operator.EQUAL);
        }
        return switch (found.type()) {
            case INTEGER, REAL -> {
                Number bound = number();
                yield row -> cells.get(row) instanceof Number number && holds(number, bound);
            }
            case BOOLEAN, TEXT ->
                row -> cells.get(row) != null
                        && operator.holds(cells.get(row).toString().compareTo(value));
        };
    }

    /** NaN is equal to itself alone, and neither above nor below anything. */
    private boolean holds(Number cell, Number bound) {
        if (cell instanceof Long a && bound instanceof Long b) {
            return operator.holds(Long.compare(a, b));
        }
        boolean ordered = !Double.isNaN(cell.doubleValue()) && !Double.isNaN(bound.doubleValue());
        boolean sameness = operator == Operator.EQUAL || operator == Operator.NOT_EQUAL;
        return (ordered || sameness)
                && operator.holds(Double.compare(cell.doubleValue() + 0.0, bound.doubleValue() + 0.0));
    }

    private Number number() {
        if (value.matches("[+-]?\\d{1,18}")) {
            return Long.parseLong(value);
        }
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw ReportException.of("The column '%s' holds numbers, found: '%s'", column, value);
        }
    }
}
