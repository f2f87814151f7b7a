package io.epochline.compute.loss;

/** A word of the language: a number, a name, one of {@code + - * / ( ) , =}, or the end. */
record Token(Type type, String text, Span at) {
    enum Type {
        NUMBER,
        NAME,
        SYMBOL,
        END
    }

    boolean is(char symbol) {
        return type == Type.SYMBOL && text.charAt(0) == symbol;
    }

    /** The token as a message names it. */
    String described() {
        return type == Type.END ? "the end" : "'" + text + "'";
    }
}
