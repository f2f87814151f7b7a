package io.epochline.events;

/** Checks of record components; the message names the field, what it must be and what was found. */
public final class Require {

    private Require() {}

    public static void that(boolean holds, String field, String expected, Object found) {
        if (!holds) {
            throw InvalidEventException.field(field, expected, found);
        }
    }

    public static <T> T present(T value, String field) {
        that(value != null, field, "present", null);
        return value;
    }

    public static String text(String value, String field) {
        that(value != null && !value.isBlank(), field, "a text that is not empty", value);
        return value;
    }

    /** An identifier that is safe as part of an object key: letters, digits, {@code . _ -}, at most 128 characters. */
    public static String identifier(String value, String field) {
        that(
                value != null && value.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,127}"),
                field,
                "1 to 128 letters, digits, '.', '_' or '-', beginning with a letter or digit",
                value);
        return value;
    }
}
