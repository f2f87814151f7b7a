package io.epochline.console.report.table;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.console.report.table.Column.Group;
import io.epochline.console.report.table.Column.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** From JSON values to the narrowest type that holds all of a column exactly. */
final class Cells {

    /** Values of one column among themselves; numbers by size, NaN above all of them. */
    @SuppressWarnings("unchecked")
    static final Comparator<Object> ORDER = (a, b) ->
            a == null || b == null ? Boolean.compare(a == null, b == null) : ((Comparable<Object>) a).compareTo(b);

    private static final Map<String, Double> NOT_FINITE =
            Map.of("NaN", Double.NaN, "Infinity", Double.POSITIVE_INFINITY, "-Infinity", Double.NEGATIVE_INFINITY);

    private Cells() {}

    /** 0 for a value, 1 for NaN, 2 where there is none. */
    static int kind(Object cell) {
        return cell == null ? 2 : cell instanceof Double real && real.isNaN() ? 1 : 0;
    }

    /** @param atLeast the type of an empty column, and of one that would be narrower; null where only the content says */
    static Column column(String name, Group group, Type atLeast, JsonNode[] values) {
        Type type = type(atLeast, values);
        List<Object> cells = RunTable.missing(values.length);
        for (int row = 0; row < values.length; row++) {
            if (values[row] != null) {
                cells.set(row, cell(values[row], type));
            }
        }
        return new Column(name, group, type, cells);
    }

    private static Type type(Type atLeast, JsonNode[] values) {
        Type type = Arrays.stream(values)
                .filter(Objects::nonNull)
                .map(Cells::type)
                .reduce(Cells::both)
                .map(found -> atLeast == null ? found : both(found, atLeast))
                .orElse(atLeast == null ? Type.TEXT : atLeast);
        boolean inexact = type == Type.REAL
                && Arrays.stream(values)
                        .filter(Objects::nonNull)
                        .anyMatch(value ->
                                value.isIntegralNumber() && (long) (double) value.longValue() != value.longValue());
        return inexact ? Type.TEXT : type;
    }

    private static Type type(JsonNode value) {
        if (value.isBoolean()) {
            return Type.BOOLEAN;
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return Type.INTEGER;
        }
        return value.isFloatingPointNumber() || isNotFinite(value) ? Type.REAL : Type.TEXT;
    }

    private static Type both(Type a, Type b) {
        if (a == b) {
            return a;
        }
        boolean numbers = a != Type.TEXT && b != Type.TEXT && a != Type.BOOLEAN && b != Type.BOOLEAN;
        return numbers ? Type.REAL : Type.TEXT;
    }

    private static boolean isNotFinite(JsonNode value) {
        return value.isTextual() && NOT_FINITE.containsKey(value.textValue());
    }

    private static Object cell(JsonNode value, Type type) {
        return switch (type) {
            case BOOLEAN -> value.booleanValue();
            case INTEGER -> value.longValue();
            case REAL -> value.isTextual() ? NOT_FINITE.get(value.textValue()) : (Double) value.doubleValue();
            case TEXT -> value.isTextual() ? value.textValue() : value.toString();
        };
    }
}
