package io.epochline.compute.loss;

/** The text of a loss, on one line, and the picture of a place in it. */
record Source(String text) {
    /** Longer texts are refused before they are read. */
    static final int MAXIMUM_LENGTH = 2000;

    private static final int WINDOW = 90;

    static Source of(String text) {
        if (text.length() > MAXIMUM_LENGTH) {
            throw LossException.tooLong(text.length());
        }
        String line = text.replaceAll("[\\r\\n\\t]", " ").stripTrailing();
        if (line.isBlank()) {
            throw LossException.empty();
        }
        return new Source(line);
    }

    String at(Span span) {
        return text.substring(span.start(), Math.min(span.end(), text.length()));
    }

    /** Two lines: the text around the place, and carets under the place. */
    String snippet(Span span) {
        int from = Math.max(0, Math.min(span.start() - WINDOW / 2, text.length() - WINDOW));
        int to = Math.min(text.length(), from + WINDOW);
        String before = from > 0 ? "…" : "";
        String after = to < text.length() ? "…" : "";
        String shown = text.substring(from, to).replaceAll("\\p{Cntrl}", "?");
        int carets = Math.max(1, Math.min(span.end(), to + 1) - span.start());
        return "  " + before + shown + after + "\n  " + " ".repeat(before.length() + span.start() - from)
                + "^".repeat(carets);
    }
}
