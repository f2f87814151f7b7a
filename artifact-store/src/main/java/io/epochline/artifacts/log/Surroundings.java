package io.epochline.artifacts.log;

/** What stands around a number in its line. */
final class Surroundings {

    /** What is longer after a number is prose. */
    private static final int LONGEST_NAME = 20;

    private Line line;
    private Tokens tokens;

    void of(Line read, Tokens cut) {
        line = read;
        tokens = cut;
    }

    boolean hasWords(int i) {
        byte[] bytes = line.bytes();
        for (int at = tokens.keyStart(i); at < tokens.keyEnd(i); at++) {
            if (Bytes.isLetter(bytes[at])) {
                return true;
            }
        }
        return false;
    }

    boolean isBracketed(int i) {
        int before = line.trimEnd(0, tokens.keyEnd(i));
        return before > 0 && line.bytes()[before - 1] == '[' && next(i) == ']';
    }

    /** Whether nothing but a time in brackets goes before. */
    boolean opensLine(int i) {
        int bracket = line.trimEnd(0, tokens.keyEnd(i)) - 1;
        return hasNothingBut(" ", 0, bracket)
                || line.bytes()[tokens.keyStart(i)] == ']' && hasNothingBut(" ]", tokens.keyStart(i), bracket);
    }

    /** {@code [1, 2000] loss: 2.1}. */
    boolean beginsWithPair() {
        return tokens.size() > 2
                && tokens.isList(0)
                && !tokens.isLabel(1)
                && !tokens.isDecimal(0)
                && !tokens.isDecimal(1)
                && line.bytes()[0] == '['
                && hasNothingBut("[ ", 0, tokens.keyEnd(0))
                && hasNothingBut(", ", tokens.end(0), tokens.keyEnd(1))
                && next(1) == ']';
    }

    /** {@code 0:} or {@code 1/10 |} at the start. */
    boolean isSetOff(int i) {
        byte next = next(i);
        return hasNothingBut(" ", 0, tokens.keyEnd(i)) && (next == ':' || next == '|' && tokens.isFraction(i));
    }

    /** The sign after a number or label; 0 at the end of the line. */
    byte next(int i) {
        int next = line.skipBlanks(tokens.end(i), line.length());
        return next < line.length() ? line.bytes()[next] : 0;
    }

    /** {@code | loss | 0.5 |}: names and numbers in turn. */
    boolean isNamedByCell(int i) {
        return i > 0
                && tokens.isLabel(0)
                && tokens.isLabel(i - 1)
                && tokens.isCell(i - 1)
                && (i == 1 || !tokens.isLabel(i - 2));
    }

    /** {@code 0.5 loss, 0.9 accuracy}: words that no number follows, right after a measured value. */
    boolean isNamedAfter(int i) {
        int next = i + 1;
        return (tokens.isDecimal(i) || tokens.isPercent(i))
                && next < tokens.size()
                && tokens.isLabel(next)
                && !tokens.isCell(next)
                && tokens.keyEnd(next) - tokens.keyStart(next) <= LONGEST_NAME
                && tokens.keyStart(next) == tokens.end(i)
                && !isAssigned(i);
    }

    /** {@code = 0.5}, as also in a formula. */
    private boolean isAssigned(int i) {
        int before = line.trimEnd(0, tokens.keyEnd(i));
        return before > 0 && line.bytes()[before - 1] == '=';
    }

    /** {@code mse (2)}: a whole number in brackets after the name counts or enumerates. */
    boolean isRemark(int i) {
        int before = line.trimEnd(tokens.keyStart(i), tokens.keyEnd(i)) - 1;
        boolean bracketed = before > tokens.keyStart(i)
                && line.bytes()[before] == '('
                && Bytes.isName(line.bytes()[line.trimEnd(tokens.keyStart(i), before) - 1]);
        return bracketed && !tokens.isDecimal(i) && !tokens.isPercent(i) && !tokens.isFraction(i);
    }

    /** {@code val loss 1000: 0.5}: a measured value right after a count. */
    boolean valueFollows(int i) {
        int next = i + 1;
        return next < tokens.size()
                && !tokens.isLabel(next)
                && tokens.isDecimal(next)
                && !tokens.isPercent(i)
                && tokens.keyStart(next) == tokens.end(i)
                && joins(tokens.keyStart(next), tokens.keyEnd(next));
    }

    /** {@code =}, {@code :} or {@code is} between a place and the value there. */
    private boolean joins(int from, int to) {
        return hasNothingBut(" :=", from, to) || line.slice(from, to).strip().equals("is");
    }

    private boolean hasNothingBut(String allowed, int from, int to) {
        for (int i = from; i < to; i++) {
            if (allowed.indexOf(line.bytes()[i]) < 0) {
                return false;
            }
        }
        return true;
    }
}
