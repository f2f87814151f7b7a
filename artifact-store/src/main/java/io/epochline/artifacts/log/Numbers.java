package io.epochline.artifacts.log;

import java.nio.charset.StandardCharsets;

/** Decimal numbers in bytes, without making garbage of what is no number. */
final class Numbers {

    /** Integers up to this and powers of ten up to the 22nd are exact as doubles. */
    private static final long EXACT = 1L << 53;

    private static final double[] POWERS = powers();

    private Numbers() {}

    private static double[] powers() {
        double[] powers = new double[23];
        for (int i = 0; i < powers.length; i++) {
            powers[i] = Double.parseDouble("1e" + i);
        }
        return powers;
    }

    /** Where the number that starts at {@code from} ends; {@code from} itself if there is none. */
    static int end(byte[] text, int from, int to) {
        int i = from;
        if (i < to && (text[i] == '-' || text[i] == '+')) {
            i++;
        }
        int start = i;
        while (i < to && Bytes.isDigit(text[i])) {
            i++;
        }
        int digits = i - start;
        if (i < to && text[i] == '.') {
            int point = i++;
            while (i < to && Bytes.isDigit(text[i])) {
                i++;
            }
            digits += i - point - 1;
            boolean word = i < to && Bytes.isLetter(text[i]);
            if (i == point + 1 && (word || digits == 0)) {
                return from;
            }
        }
        return digits == 0 ? from : exponentEnd(text, i, to);
    }

    private static int exponentEnd(byte[] text, int from, int to) {
        int i = from;
        if (i < to && (text[i] == 'e' || text[i] == 'E')) {
            i++;
            if (i < to && (text[i] == '-' || text[i] == '+')) {
                i++;
            }
            int start = i;
            while (i < to && Bytes.isDigit(text[i])) {
                i++;
            }
            return i > start ? i : from;
        }
        return from;
    }

    /**
     * The number between, as {@link #end} bounds it. One operation on two exact numbers is exact (Clinger 1990), which does
     * for nearly all that logs print; the library does the rest.
     */
    static double parse(byte[] text, int from, int to) {
        long mantissa = 0;
        int exponent = 0;
        boolean point = false;
        boolean negative = text[from] == '-';
        int i = negative || text[from] == '+' ? from + 1 : from;
        for (; i < to; i++) {
            byte b = text[i];
            if (Bytes.isDigit(b)) {
                mantissa = 10 * mantissa + b - '0';
                exponent -= point ? 1 : 0;
                if (mantissa > EXACT) {
                    return exactly(text, from, to);
                }
            } else if (b == '.') {
                point = true;
            } else {
                exponent += exponent(text, i + 1, to);
                break;
            }
        }
        if (exponent < -22 || exponent > 22) {
            return exactly(text, from, to);
        }
        double value = exponent < 0 ? mantissa / POWERS[-exponent] : mantissa * POWERS[exponent];
        return negative ? -value : value;
    }

    private static int exponent(byte[] text, int from, int to) {
        boolean negative = text[from] == '-';
        int value = 0;
        for (int i = negative || text[from] == '+' ? from + 1 : from; i < to && value < 10_000; i++) {
            value = 10 * value + text[i] - '0';
        }
        return negative ? -value : value;
    }

    private static double exactly(byte[] text, int from, int to) {
        return Double.parseDouble(new String(text, from, to - from, StandardCharsets.ISO_8859_1));
    }

    /** A whole word as a number, NaN and infinities included; null if it is none. */
    static Double read(String word) {
        byte[] bytes = word.strip().getBytes(StandardCharsets.UTF_8);
        return read(bytes, 0, bytes.length);
    }

    static Double read(byte[] text, int from, int to) {
        if (to == from) {
            return null;
        }
        int end = end(text, from, to);
        if (end == to) {
            return parse(text, from, to);
        }
        boolean signed = text[from] == '-' || text[from] == '+';
        double special = special(text, signed ? from + 1 : from, to);
        return special == 0 ? null : (Double) (text[from] == '-' ? -special : special);
    }

    /** NaN or infinity where the word is one of them, else 0. */
    static double special(byte[] text, int from, int to) {
        return switch (to - from) {
            case 3 -> is("nan", text, from) ? Double.NaN : is("inf", text, from) ? Double.POSITIVE_INFINITY : 0;
            case 8 -> is("infinity", text, from) ? Double.POSITIVE_INFINITY : 0;
            default -> 0;
        };
    }

    private static boolean is(String word, byte[] text, int from) {
        for (int i = 0; i < word.length(); i++) {
            if ((text[from + i] | 0x20) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
