package io.epochline.events;

import java.util.Collection;
import java.util.Comparator;

/** The nearest known word to one that was misspelt. */
public final class Suggestion {

    private static final int AT_MOST = 3;

    private Suggestion() {}

    /** {@code ". Did you mean 'name'?"}, or nothing where no known word is near. */
    public static String of(String word, Collection<String> known) {
        return known.stream()
                .filter(candidate -> isNear(word, candidate))
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .map(". Did you mean '%s'?"::formatted)
                .orElse("");
    }

    private static boolean isNear(String word, String candidate) {
        int distance = distance(word, candidate);
        return distance < candidate.length() && distance <= Math.min(AT_MOST, (candidate.length() + 1) / 2);
    }

    /** Levenshtein's edit distance. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
