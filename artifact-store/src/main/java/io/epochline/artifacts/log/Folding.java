package io.epochline.artifacts.log;

import java.text.Normalizer;

/**
 * Folds text to ASCII, one byte a character, so that the hot loops see bytes: letters lose their accents, box drawing
 * becomes bars, full-width forms become what they stand for, and what is neither letter nor known sign becomes a blank.
 */
final class Folding {

    private static final char FIRST_IDEOGRAPH = '\u4E00';
    private static final byte[] LATIN = latin();

    private Folding() {}

    static boolean isAscii(byte[] bytes, int length) {
        int all = 0;
        for (int i = 0; i < length; i++) {
            all |= bytes[i];
        }
        return all >= 0;
    }

    /** Writes the folded text into {@code target}, which has two bytes for each of UTF-8 at least; gives its length. */
    static int fold(String text, byte[] target) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            String word = text.charAt(i) < FIRST_IDEOGRAPH ? null : word(text, i);
            if (word != null) {
                length = append(" " + Words.get().translations().get(word) + " ", target, length);
                i += word.length() - 1;
                continue;
            }
            byte folded = fold(text.charAt(i));
            if (folded != 0) {
                target[length++] = folded;
            }
        }
        return length;
    }

    /** The known word that begins there. */
    private static String word(String text, int from) {
        for (String word : Words.get().translations().keySet()) {
            if (text.startsWith(word, from)) {
                return word;
            }
        }
        return null;
    }

    private static int append(String word, byte[] target, int from) {
        for (int i = 0; i < word.length(); i++) {
            target[from + i] = (byte) word.charAt(i);
        }
        return from + word.length();
    }

    /** 0 for what takes no room. */
    private static byte fold(char c) {
        if (c < 0x80) {
            return c == 0 ? (byte) ' ' : (byte) c;
        }
        if (c < 0x180) {
            return LATIN[c];
        }
        if (c >= 0x2500 && c < 0x25A0) {
            return boxDrawing(c);
        }
        if (c > 0xFF00 && c < 0xFF5F) {
            return (byte) (c - 0xFEE0);
        }
        return switch (c) {
            case '\u200B', '\uFEFF' -> 0;
            case '\u2212' -> '-';
            case '\u3001' -> ',';
            case '\u2018', '\u2019', '\u201C', '\u201D' -> '"';
            default -> Character.isLetterOrDigit(c) ? (byte) 'x' : (byte) ' ';
        };
    }

    /** Vertical lines part cells; all else draws bars. */
    private static byte boxDrawing(char c) {
        return switch (c) {
            case '\u2502', '\u2503', '\u2551', '\u2506', '\u250A' -> '|';
            default -> '=';
        };
    }

    private static byte[] latin() {
        byte[] folded = new byte[0x180];
        for (char c = 0x80; c < folded.length; c++) {
            char base = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKD)
                    .charAt(0);
            boolean plain = base < 0x80 && Character.isLetterOrDigit(base);
            folded[c] = (byte) (plain ? base : c == '\u00D7' ? '*' : Character.isLetter(c) ? 'x' : ' ');
        }
        return folded;
    }
}
