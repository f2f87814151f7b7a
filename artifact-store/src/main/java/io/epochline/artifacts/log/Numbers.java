package io.epochline.artifacts.log;

/** Decimal numbers in text, without making garbage of what is no number. */
final class Numbers {

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
    static int end(String text, int from, int to) {
        int i = from;
        if (i < to && (text.charAt(i) == '-' || text.charAt(i) == '+')) {
            i++;
        }
        int digits = 0;
        for (; i < to && digit(text.charAt(i)); i++) {
            digits++;
        }
        if (i < to && text.charAt(i) == '.') {
            int point = i++;
            for (; i < to && digit(text.charAt(i)); i++) {
                digits++;
            }
            boolean word = i < to && Character.isLetter(text.charAt(i));
            if (i == point + 1 && (word || digits == 0)) {
                return from;
            }
        }
        if (digits == 0) {
            return from;
        }
        return exponentEnd(text, i, to);
    }

    private static int exponentEnd(String text, int from, int to) {
        int i = from;
        if (i < to && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
            i++;
            if (i < to && (text.charAt(i) == '-' || text.charAt(i) == '+')) {
                i++;
            }
            int start = i;
            while (i < to && digit(text.charAt(i))) {
                i++;
            }
            return i > start ? i : from;
        }
        return from;
    }

    /** Exact for up to 15 digits, by one division of two exact numbers (Clinger 1990); the library does the rest. */
    static double parse(String text, int from, int to) {
        long mantissa = 0;
        int digits = 0;
        int decimals = -1;
        boolean negative = text.charAt(from) == '-';
        for (int i = negative || text.charAt(from) == '+' ? from + 1 : from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                decimals = 0;
            } else if (digit(c) && digits < 15) {
                mantissa = 10 * mantissa + c - '0';
                digits++;
                decimals += decimals >= 0 ? 1 : 0;
            } else {
                return Double.parseDouble(text.substring(from, to));
            }
        }
        double value = decimals > 0 ? mantissa / POWERS[decimals] : mantissa;
        return negative ? -value : value;
    }

    /** A whole cell or word as a number, NaN and infinities included; null if it is none. */
    static Double read(String word) {
        String text = word.strip();
        if (text.isEmpty()) {
            return null;
        }
        Double special = special(text);
        return special != null
                ? special
                : end(text, 0, text.length()) == text.length() ? (Double) parse(text, 0, text.length()) : null;
    }

    static Double special(String word) {
        boolean negative = word.startsWith("-");
        String name = negative || word.startsWith("+") ? word.substring(1) : word;
        if (name.equalsIgnoreCase("nan")) {
            return Double.NaN;
        }
        if (name.equalsIgnoreCase("inf") || name.equalsIgnoreCase("infinity")) {
            return negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return null;
    }

    static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }
}
