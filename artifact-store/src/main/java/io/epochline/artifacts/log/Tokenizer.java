package io.epochline.artifacts.log;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a line into numbers and the words before each. It knows no spelling: {@code train loss 0.12}, {@code loss=0.12},
 * {@code 'loss': 0.12} and {@code Loss: 0.12 |} are all a key and a number. A comma, bar, semicolon, tab or brace ends a
 * key. Times, dates, versions, sizes with units and terms of formulas are no numbers, but end a key as numbers do.
 */
final class Tokenizer {

    private Tokenizer() {}

    static List<Pair> pairs(String line) {
        List<Pair> pairs = new ArrayList<>();
        int key = 0;
        int i = 0;
        while (i < line.length()) {
            char c = line.charAt(i);
            if (separates(c)) {
                key = ++i;
            } else if (startsNumber(line, i)) {
                int end = wordEnd(line, i);
                i = number(line, key, i, end, pairs);
                key = i;
            } else if (Character.isLetter(c) || c == '_') {
                int end = nameEnd(line, i);
                Double special = end - i > 8 ? null : Numbers.special(line.substring(i, end));
                if (special != null && key < i) {
                    boolean negative = i > 0 && line.charAt(i - 1) == '-';
                    pairs.add(new Pair(
                            line.substring(key, i), negative ? -special : special, Double.NaN, false, true, i));
                    key = end;
                }
                i = end;
            } else {
                i++;
            }
        }
        return pairs;
    }

    private static boolean separates(char c) {
        return c == ',' || c == '|' || c == ';' || c == '\t' || c == '{' || c == '}';
    }

    private static boolean startsNumber(String line, int i) {
        char c = line.charAt(i);
        if (Numbers.digit(c)) {
            return true;
        }
        int next = i + 1;
        if (c == '-' || c == '+') {
            next += next < line.length() && line.charAt(next) == '.' ? 1 : 0;
        } else if (c != '.') {
            return false;
        }
        return next < line.length() && Numbers.digit(line.charAt(next));
    }

    /** The end of a name: letters, digits and what joins them, as in {@code val_loss}, {@code train/loss}, {@code top-1}. */
    private static int nameEnd(String line, int from) {
        int i = from;
        while (i < line.length()) {
            char c = line.charAt(i);
            boolean joined = (c == '/' || c == '.' || c == '-' || c == '@')
                    && i + 1 < line.length()
                    && Character.isLetterOrDigit(line.charAt(i + 1));
            if (!Character.isLetterOrDigit(c) && c != '_' && !joined) {
                return i;
            }
            i++;
        }
        return i;
    }

    private static int wordEnd(String line, int from) {
        int i = from;
        while (i < line.length()) {
            char c = line.charAt(i);
            if (!Character.isLetterOrDigit(c) && ".+-:/_%*^<".indexOf(c) < 0) {
                return i;
            }
            i++;
        }
        return i;
    }

    /** Adds the number at the start of a word, if the word is nothing but one; gives the position to go on from. */
    private static int number(String line, int key, int from, int wordEnd, List<Pair> pairs) {
        int end = Numbers.end(line, from, wordEnd);
        if (end == from) {
            return wordEnd;
        }
        double of = Double.NaN;
        int rest = end;
        if (fractionFollows(line, end)) {
            int second = skipBlanks(line, skipBlanks(line, end) + 1);
            rest = Numbers.end(line, second, line.length());
            of = Numbers.parse(line, second, rest);
        }
        boolean percent = rest < line.length() && line.charAt(rest) == '%';
        rest += percent ? 1 : 0;
        if (rest < wordEnd && !endsCleanly(line, rest, wordEnd)) {
            return wordEnd;
        }
        boolean decimal = false;
        for (int i = from; i < end; i++) {
            char c = line.charAt(i);
            decimal |= c == '.' || c == 'e' || c == 'E';
        }
        pairs.add(new Pair(line.substring(key, from), Numbers.parse(line, from, end), of, percent, decimal, from));
        return rest;
    }

    /** {@code 3/50} and {@code 3 / 50}. */
    private static boolean fractionFollows(String line, int end) {
        int slash = skipBlanks(line, end);
        if (slash >= line.length() || line.charAt(slash) != '/') {
            return false;
        }
        int second = skipBlanks(line, slash + 1);
        int close = Numbers.end(line, second, line.length());
        boolean another = close < line.length() && line.charAt(close) == '/';
        return close > second && !another;
    }

    private static int skipBlanks(String line, int from) {
        int i = from;
        while (i < line.length() && line.charAt(i) == ' ') {
            i++;
        }
        return i;
    }

    /** Whether only punctuation follows in the word, or a new word glued to it, as in {@code 0.12Epoch 4}. */
    private static boolean endsCleanly(String line, int from, int wordEnd) {
        boolean punctuation = true;
        for (int i = from; i < wordEnd; i++) {
            char c = line.charAt(i);
            punctuation &= c == '.' || c == ':' || c == '-' || c == '/';
        }
        boolean glued = from + 2 < wordEnd
                && Character.isUpperCase(line.charAt(from))
                && Character.isLowerCase(line.charAt(from + 1))
                && Character.isLowerCase(line.charAt(from + 2));
        return punctuation || glued;
    }
}
