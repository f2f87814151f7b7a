package io.epochline.artifacts.log;

import java.util.BitSet;
import java.util.Collection;
import java.util.List;

/**
 * Tells cheaply of most prose that no word in it can have a meaning: by the hashes of the known words' letters. It may be
 * wrong in the other direction.
 */
final class KnownWords {

    private static final int BITS = 16;

    private final BitSet hashes = new BitSet(1 << BITS);

    KnownWords(List<? extends Collection<String>> words) {
        words.forEach(list -> list.forEach(this::add));
    }

    private void add(String word) {
        int hash = 0;
        for (int i = 0; i < word.length() && word.charAt(i) >= 'a' && word.charAt(i) <= 'z'; i++) {
            hash = next(hash, (byte) word.charAt(i));
        }
        hashes.set(place(hash));
    }

    /** Whether a word of the folded text may be known; words in camel case are told apart. */
    boolean maybeIn(byte[] text, int from, int to) {
        int hash = 0;
        int letters = 0;
        for (int i = from; i < to; i++) {
            byte b = text[i];
            boolean letter = Bytes.isLetter(b) && b != '_';
            boolean hump = letters > 0
                    && Bytes.isUpper(b)
                    && Bytes.isLower(text[i - 1])
                    && i + 1 < to
                    && Bytes.isLower(text[i + 1]);
            if ((!letter || hump) && letters > 0) {
                if (hashes.get(place(hash))) {
                    return true;
                }
                hash = 0;
                letters = 0;
            }
            if (letter) {
                hash = next(hash, (byte) (b | 0x20));
                letters++;
            }
        }
        return letters > 0 && hashes.get(place(hash));
    }

    private static int next(int hash, byte letter) {
        return 31 * hash + letter;
    }

    private static int place(int hash) {
        return hash * 0x9E3779B9 >>> 32 - BITS;
    }
}
