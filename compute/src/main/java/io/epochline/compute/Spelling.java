package io.epochline.compute;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a misspelt one was probably meant to be. */
public final class Spelling {
    private Spelling() {}

    /** The known name nearest to {@code word}, where it is near enough to be meant. */
    public static Optional<String> closest(String word, Collection<String> known) {
        int tolerance = Math.max(1, Math.min(word.length(), 24) / 3);
        return known.stream()
                .filter(name -> Math.abs(name.length() - word.length()) <= tolerance)
                .filter(name -> distance(word, name) <= tolerance)
                .min(Comparator.comparingInt((String name) -> distance(word, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** " Did you mean 'huber'?", or nothing. */
    public static String hint(String word, Collection<String> known) {
        return closest(word, known).map(name -> " Did you mean '" + name + "'?").orElse("");
    }

    /** Edits to turn one word into the other: insert, delete, replace or swap two neighbours, ignoring case and dashes. */
    static int distance(String word, String other) {
        String a = fold(word);
        String b = fold(other);
        int[][] edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    edits[i][j] = i + j;
                    continue;
                }
                int replaced = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                edits[i][j] = Math.min(replaced, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
                }
            }
        }
        return edits[a.length()][b.length()];
    }

    private static String fold(String word) {
        return word.toLowerCase(Locale.ROOT).replace('-', '_');
    }
}
