package io.epochline.artifacts.log;

import io.epochline.artifacts.log.Meaning.Other;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The meanings of names. Those seen lately are remembered; most prose is told apart without cutting it into words. */
final class Vocabulary {

    private static final Words WORDS = Words.get();
    private static final KnownWords KNOWN = new KnownWords(List.of(
            WORDS.positions().keySet(),
            WORDS.summary(),
            WORDS.summaryNames(),
            WORDS.same().keySet(),
            WORDS.falling(),
            WORDS.rising(),
            WORDS.lossNames(),
            WORDS.lossPrefixes(),
            Split.words(),
            List.of("lr", "rate", "finished", "cross")));
    private static final Meaning OTHER = new Other(Split.NONE);
    private static final int LONGEST = 200;

    /** Names of quantities are not longer; what is longer has other words before the name. */
    private static final int SHORT = 24;

    private final MeaningCache cache = new MeaningCache();
    private final byte[] shortened = new byte[LONGEST];

    /** @param phrase the words before a number, or the name of a column */
    Meaning of(String phrase) {
        byte[] ascii = phrase.getBytes(StandardCharsets.US_ASCII);
        return of(ascii, 0, ascii.length);
    }

    /** The same for a part of a folded line; what is long is prose, of which the end counts. */
    Meaning of(byte[] line, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && !Bytes.isName(line[start])) {
            start++;
        }
        while (end > start && !Bytes.isName(line[end - 1])) {
            end--;
        }
        if (end - start > LONGEST) {
            start = end - LONGEST;
        }
        if (end - start > SHORT) {
            return known(shortened, 0, withoutLongNumbers(line, start, end));
        }
        return known(line, start, end);
    }

    private Meaning known(byte[] text, int start, int end) {
        Meaning known = cache.get(text, start, end);
        if (known == null) {
            if (!KNOWN.maybeIn(text, start, end)) {
                return OTHER;
            }
            known = PhraseMeaning.of(new String(text, start, end - start, StandardCharsets.ISO_8859_1));
            cache.put(text, start, end, known);
        }
        return known;
    }

    /** File names and ids that count up would each be new to the cache; gives the length of the shortened text. */
    private int withoutLongNumbers(byte[] line, int start, int end) {
        int length = 0;
        int digits = 0;
        for (int i = start; i < end; i++) {
            digits = Bytes.isDigit(line[i]) ? digits + 1 : 0;
            if (digits == 3) {
                shortened[length - 1] = '0';
                shortened[length - 2] = '0';
            }
            if (digits <= 3) {
                shortened[length++] = digits == 3 ? (byte) '0' : line[i];
            }
        }
        return length;
    }
}
