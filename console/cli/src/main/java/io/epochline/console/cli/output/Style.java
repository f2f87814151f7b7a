package io.epochline.console.cli.output;

/** How a piece of text is set off where the terminal has colours. */
public enum Style {
    PLAIN(""),
    STRONG("\u001b[1m"),
    FAINT("\u001b[2m"),
    GOOD("\u001b[32m"),
    WARNING("\u001b[33m"),
    BAD("\u001b[31m");

    static final String RESET = "\u001b[0m";

    private final String code;

    Style(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }

    /** The style of a state such as {@code running} or {@code failed}. */
    public static Style ofState(String state) {
        return switch (state) {
            case "succeeded", "running" -> GOOD;
            case "failed", "dead" -> BAD;
            case "cancelled", "cancelling", "paused", "pruned", "silent" -> WARNING;
            default -> PLAIN;
        };
    }
}
