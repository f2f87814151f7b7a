package io.epochline.artifacts.log;

/** How the progress bars of training loops look. */
final class ProgressBars {

    private ProgressBars() {}

    /** {@code 50%|####    |}. */
    static boolean isPercentage(Line line, Tokens tokens, int i) {
        return tokens.isPercent(i) && tokens.end(i) < line.length() && line.bytes()[tokens.end(i)] == '|';
    }

    /** {@code 50/100 [=====>....]} or, folded, {@code 50/100 ====} at the start of a line. */
    static boolean begins(Line line, Tokens tokens) {
        if (tokens.numbers() == 0 || tokens.isLabel(0) || !tokens.isFraction(0) || tokens.keyStart(0) > 0) {
            return false;
        }
        boolean first = line.skipBlanks(0, tokens.keyEnd(0)) == tokens.keyEnd(0);
        int next = line.skipBlanks(tokens.end(0), line.length());
        return first
                && (line.startsWith("[=", next)
                        || line.startsWith("[>", next)
                        || line.startsWith("[.", next)
                        || line.startsWith("==", next));
    }
}
