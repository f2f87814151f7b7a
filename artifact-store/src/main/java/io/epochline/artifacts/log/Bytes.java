package io.epochline.artifacts.log;

/** What a byte of a folded line is to the tokenizer. */
final class Bytes {

    private static final byte LETTER = 1;
    private static final byte DIGIT = 2;
    private static final byte SEPARATOR = 4;
    private static final byte WORD = 8;

    private static final byte[] KINDS = kinds();

    private Bytes() {}

    private static byte[] kinds() {
        byte[] kinds = new byte[128];
        for (int c = 0; c < kinds.length; c++) {
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
            boolean digit = c >= '0' && c <= '9';
            boolean separator = ",|;\t{}".indexOf(c) >= 0;
            boolean word = letter || digit || ".+-:/%*^<".indexOf(c) >= 0;
            kinds[c] = (byte)
                    ((letter ? LETTER : 0) | (digit ? DIGIT : 0) | (separator ? SEPARATOR : 0) | (word ? WORD : 0));
        }
        return kinds;
    }

    /** A letter or an underscore. */
    static boolean isLetter(byte b) {
        return (KINDS[b] & LETTER) != 0;
    }

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    static boolean isName(byte b) {
        return (KINDS[b] & (LETTER | DIGIT)) != 0;
    }

    /** What parts keys: a comma, bar, semicolon, tab or brace. */
    static boolean separates(byte b) {
        return (KINDS[b] & SEPARATOR) != 0;
    }

    /** What may stand in one word with a number, and then shows that it is none, as in {@code 12:30} or {@code 3x}. */
    static boolean isWord(byte b) {
        return (KINDS[b] & WORD) != 0;
    }

    static boolean isUpper(byte b) {
        return b >= 'A' && b <= 'Z';
    }

    static boolean isLower(byte b) {
        return b >= 'a' && b <= 'z';
    }
}
