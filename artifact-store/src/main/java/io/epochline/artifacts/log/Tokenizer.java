package io.epochline.artifacts.log;

/**
 * Cuts a line into numbers and the words before each. It knows no spelling: {@code train loss 0.12}, {@code loss=0.12},
 * {@code 'loss': 0.12} and {@code Loss: 0.12 |} are all a key and a number. A comma, bar, semicolon, tab or brace ends a
 * key; words that it cuts off without a number are a label. Times, dates, versions, sizes with units and terms of formulas
 * are no numbers, but end a key as numbers do.
 */
final class Tokenizer {

    /** Longer words without a number are prose. */
    private static final int LONGEST_LABEL = 64;

    private static final String EPOCH = "epoch";

    private final Tokens tokens = new Tokens();
    private byte[] line;
    private int length;
    private int key;

    /** The tokens of the line; the same object each time. */
    Tokens scan(Line from) {
        tokens.clear();
        line = from.bytes();
        length = from.length();
        key = 0;
        int i = 0;
        while (i < length) {
            byte b = line[i];
            if (Bytes.isLetter(b)) {
                i = name(i);
            } else if (Bytes.separates(b)) {
                label(i, b == '|' || b == '\t' || b == ',' && isQuoted(i));
                key = ++i;
            } else if (startsNumber(i)) {
                i = number(i);
                key = i;
            } else {
                i++;
            }
        }
        label(length, false);
        return tokens;
    }

    private void label(int to, boolean cell) {
        if (to - key < 2 || to - key > LONGEST_LABEL) {
            return;
        }
        for (int i = key; i < to; i++) {
            if (Bytes.isLetter(line[i])) {
                tokens.label(key, to, cell);
                return;
            }
        }
    }

    /** {@code ('Epoch: ', 1, 'loss: ', 0.5)}: a tuple of names and numbers. */
    private boolean isQuoted(int comma) {
        return line[0] == '(' && comma > 0 && line[comma - 1] == '\'';
    }

    private boolean startsNumber(int i) {
        byte b = line[i];
        if (Bytes.isDigit(b)) {
            return true;
        }
        int next = i + 1;
        if (b == '-' || b == '+') {
            next += next < length && line[next] == '.' ? 1 : 0;
        } else if (b != '.') {
            return false;
        }
        return next < length && Bytes.isDigit(line[next]);
    }

    /** Steps over a name, which may be a number in letters. */
    private int name(int from) {
        int end = nameEnd(from);
        int place = digitsOfEpoch(from, end);
        if (place < end) {
            tokens.number(key, place, end, Numbers.parse(line, place, end), Double.NaN, false, false, false);
            key = end;
            return end;
        }
        double special = Numbers.special(line, from, end);
        if (special != 0 && key < from) {
            boolean signed = line[from - 1] == '-' || line[from - 1] == '+';
            double value = signed && line[from - 1] == '-' ? -special : special;
            tokens.number(key, from, end, value, Double.NaN, false, true, false);
            key = end;
        }
        return end;
    }

    /** Where the number of {@code epoch12} begins; {@code end} where the name is none such. */
    private int digitsOfEpoch(int from, int end) {
        int digits = from + EPOCH.length();
        if (end <= digits) {
            return end;
        }
        for (int i = from; i < end; i++) {
            boolean fits = i < digits ? (line[i] | 0x20) == EPOCH.charAt(i - from) : Bytes.isDigit(line[i]);
            if (!fits) {
                return end;
            }
        }
        return digits;
    }

    /** The end of a name: letters, digits and what joins them, as in {@code val_loss}, {@code train/loss}, {@code top-1}. */
    private int nameEnd(int from) {
        int i = from;
        while (i < length) {
            byte b = line[i];
            if (!Bytes.isName(b)) {
                boolean joins =
                        (b == '/' || b == '.' || b == '-' || b == '@') && i + 1 < length && Bytes.isName(line[i + 1]);
                if (!joins && !joinsDecimal(from, i)) {
                    return i;
                }
            }
            i++;
        }
        return i;
    }

    /** {@code mAP@.5} and {@code mAP_0.5:0.95}: thresholds in a name. */
    private boolean joinsDecimal(int from, int at) {
        if (line[at] != '@' && line[at] != ':' || at + 1 == length || !startsNumber(at + 1) || line[at + 1] == '-') {
            return false;
        }
        int digits = at;
        while (digits > from && Bytes.isDigit(line[digits - 1])) {
            digits--;
        }
        return line[at] == '@' || digits < at && digits > from && line[digits - 1] == '.';
    }

    private int wordEnd(int from) {
        int i = from;
        while (i < length && Bytes.isWord(line[i])) {
            i++;
        }
        return i;
    }

    /** Adds the number at the start of a word, if the word is nothing but one; gives the position to go on from. */
    private int number(int from) {
        int wordEnd = wordEnd(from);
        int end = Numbers.end(line, from, wordEnd);
        if (end == from) {
            return wordEnd;
        }
        boolean decimal = isDecimal(from, end);
        double value = Numbers.parse(line, from, end);
        double of = Double.NaN;
        int rest = end;
        if (!decimal) {
            int second = denominator(end);
            if (second > 0) {
                rest = Numbers.end(line, second, length);
                of = Numbers.parse(line, second, rest);
            } else if (end == wordEnd && end < length && line[end] == ',' && !inList(from)) {
                rest = Commas.end(line, from, end, length);
                decimal = rest > end && Commas.isPoint(line, from, end, rest);
                value = rest > end ? Commas.parse(line, from, rest, decimal) : value;
                end = rest;
                wordEnd = Math.max(wordEnd, rest);
            }
        }
        boolean percent = rest < length && line[rest] == '%';
        rest += percent ? 1 : isDecibel(rest, wordEnd) ? 2 : 0;
        int time = timeEnd(from, wordEnd);
        if (time > 0) {
            return time;
        }
        if (rest < wordEnd && !endsCleanly(rest, wordEnd)) {
            unit(end, wordEnd, value, decimal);
            return line[end] == ':' ? millisecondsEnd(wordEnd) : wordEnd;
        }
        tokens.number(key, from, rest, value, of, percent, decimal, startsList(from, rest));
        return rest;
    }

    /** Where the time of {@code 12:30:05iter: 20} ends; 0 where there is none. */
    private int timeEnd(int from, int wordEnd) {
        int end = from + 8;
        boolean time = end < wordEnd && line[from + 2] == ':' && line[from + 5] == ':' && Bytes.isLetter(line[end]);
        return time && Numbers.end(line, from + 6, end) == end ? end : 0;
    }

    private boolean isDecibel(int from, int wordEnd) {
        return wordEnd == from + 2 && line[from] == 'd' && line[from + 1] == 'B';
    }

    /** {@code 12:30:05,123} is one time. */
    private int millisecondsEnd(int wordEnd) {
        int end = wordEnd + 1;
        while (wordEnd < length && line[wordEnd] == ',' && end < length && Bytes.isDigit(line[end])) {
            end++;
        }
        return end == wordEnd + 4 ? end : wordEnd;
    }

    /** {@code 1epoch} and {@code 1-epoch}: a count of what is glued to it. */
    private void unit(int number, int wordEnd, double value, boolean decimal) {
        int from = line[number] == '-' ? number + 1 : number;
        int end = from;
        while (end < wordEnd && Bytes.isLetter(line[end])) {
            end++;
        }
        if (!decimal && end == wordEnd && end - from > 2) {
            tokens.number(from, end, end, value, Double.NaN, false, false, false);
        }
    }

    private boolean isDecimal(int from, int end) {
        for (int i = from; i < end; i++) {
            if (line[i] > '9' || line[i] == '.') {
                return true;
            }
        }
        return false;
    }

    /** Where the second number of {@code 3/50} or {@code 3 / 50} begins, 0 if there is none; parts of dates are none. */
    private int denominator(int end) {
        int slash = skipBlanks(end);
        if (slash >= length || line[slash] != '/') {
            return 0;
        }
        int second = skipBlanks(slash + 1);
        int close = Numbers.end(line, second, length);
        boolean date = close < length && line[close] == '/';
        return close > second && !date && !isDecimal(second, close) ? second : 0;
    }

    private int skipBlanks(int from) {
        int i = from;
        while (i < length && line[i] == ' ') {
            i++;
        }
        return i;
    }

    /** Whether only punctuation follows in the word, or a new word glued to it, as in {@code 0.12Epoch 4}. */
    private boolean endsCleanly(int from, int wordEnd) {
        boolean punctuation = true;
        for (int i = from; i < wordEnd; i++) {
            byte b = line[i];
            punctuation &= b == '.' || b == ':' || b == '-' || b == '/';
        }
        boolean glued = from + 2 < wordEnd
                && Bytes.isUpper(line[from])
                && Bytes.isLower(line[from + 1])
                && Bytes.isLower(line[from + 2]);
        return punctuation || glued;
    }

    /** {@code [0.1, 0.2]} are many values, of which none is the one. */
    private boolean startsList(int from, int end) {
        if (end >= length || !bracketed(from)) {
            return false;
        }
        int next = skipBlanks(line[end] == ',' ? end + 1 : end);
        return next > end && next < length && startsNumber(next);
    }

    private boolean inList(int from) {
        return from > 0 && line[from - 1] == ',' || bracketed(from);
    }

    private boolean bracketed(int from) {
        int open = from - 1;
        while (open >= key && line[open] == ' ') {
            open--;
        }
        return open >= key && (line[open] == '[' || line[open] == '(');
    }
}
