package io.epochline.artifacts.log;

import java.util.Arrays;

/** The cells of the row that was cut last. */
final class Cells {

    /** Cuts where two blanks or more stand, so that names may hold one. */
    static final char WIDE = '\0';

    private static final int MAXIMUM = 1024;
    private static final String[] MISSING = {"-", "--", "none", "null", "n/a", "no log"};

    private Line line;
    private int[] starts = new int[32];
    private int[] ends = new int[32];
    private int count;

    /** Cuts a line up to {@code length} at each {@code by}; gives the number of cells. */
    int cut(Line from, int length, char by) {
        line = from;
        count = 0;
        int begin = line.skipBlanks(0, by == '\t' ? 0 : length);
        int end = line.trimEnd(begin, length);
        if (by == ' ' || by == WIDE) {
            cutAtBlanks(begin, end, by == WIDE ? 2 : 1);
        } else {
            boolean framed = by == '|';
            int first = framed && begin < end && from.bytes()[begin] == '|' ? begin + 1 : begin;
            int last = framed && end > first && from.bytes()[end - 1] == '|' ? end - 1 : end;
            cutAt((byte) by, first, by == '\t' ? length : last);
        }
        return count;
    }

    private void cutAtBlanks(int begin, int end, int least) {
        byte[] bytes = line.bytes();
        int start = begin;
        int i = begin;
        while (i < end) {
            int next = line.skipBlanks(i, end);
            if (next - i >= least || next > i && bytes[i] == '\t') {
                add(start, i);
                start = next;
            }
            i = Math.max(next, i + 1);
        }
        if (start < end) {
            add(start, end);
        }
    }

    private void cutAt(byte by, int begin, int end) {
        byte[] bytes = line.bytes();
        int start = begin;
        boolean quoted = false;
        for (int i = begin; i < end; i++) {
            quoted ^= bytes[i] == '"';
            if (bytes[i] == by && !quoted) {
                add(start, i);
                start = i + 1;
            }
        }
        add(start, end);
    }

    private void add(int from, int to) {
        if (count == MAXIMUM) {
            return;
        }
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        int start = line.skipBlanks(from, to);
        int end = line.trimEnd(start, to);
        byte[] bytes = line.bytes();
        boolean quoted = end - start > 1 && bytes[start] == '"' && bytes[end - 1] == '"';
        starts[count] = quoted ? start + 1 : start;
        ends[count++] = quoted ? end - 1 : end;
    }

    int count() {
        return count;
    }

    int start(int i) {
        return starts[i];
    }

    int end(int i) {
        return ends[i];
    }

    boolean isMissing(int i) {
        int length = ends[i] - starts[i];
        if (length == 0) {
            return true;
        }
        for (String word : MISSING) {
            if (word.length() == length && matches(word, starts[i])) {
                return true;
            }
        }
        return false;
    }

    private boolean matches(String word, int from) {
        for (int i = 0; i < word.length(); i++) {
            byte b = line.bytes()[from + i];
            if ((Bytes.isUpper(b) ? b | 0x20 : b) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The first number of {@code 3/50}, and {@code 85.2%} without its sign; null where a cell is no number. */
    Double number(int i) {
        byte[] bytes = line.bytes();
        int start = starts[i];
        int end = ends[i];
        int number = Numbers.end(bytes, start, end);
        if (number > start && number < end) {
            boolean percent = bytes[number] == '%' && number + 1 == end;
            boolean fraction = bytes[number] == '/' && Numbers.end(bytes, number + 1, end) == end && number + 1 < end;
            end = percent || fraction ? number : end;
            if (bytes[number] == ',' && Commas.end(bytes, start, number, end) == end) {
                return Commas.parse(bytes, start, end, Commas.isPoint(bytes, start, number, end));
            }
        }
        return Numbers.read(bytes, start, end);
    }
}
