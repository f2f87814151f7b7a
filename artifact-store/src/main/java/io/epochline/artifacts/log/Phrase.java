package io.epochline.artifacts.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Words before a number, cut twice: into tokens such as {@code val_loss}, which are written together, and those into words.
 */
record Phrase(List<Token> tokens) {

    private static final Words WORDS = Words.get();

    /**
     * What is written together.
     *
     * @param words in small letters
     * @param near whether nothing but blanks parts it from the token before
     */
    record Token(List<String> words, boolean near) {}

    private static final Set<String> FILES =
            Set.of("py", "log", "txt", "csv", "json", "jsonl", "yaml", "yml", "sh", "pt", "pth", "cpp");

    static Phrase of(String text) {
        List<Token> tokens = new ArrayList<>();
        int start = -1;
        boolean near = false;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ':';
            if (Character.isLetterOrDigit(c) || "_/\\.@'-".indexOf(c) >= 0 || isRange(text, i)) {
                start = start < 0 ? i : start;
                continue;
            }
            if (start >= 0) {
                List<String> words = isFile(text, start, i) ? List.of() : words(text.substring(start, i));
                if (!words.isEmpty()) {
                    tokens.add(new Token(words, near));
                }
                near = !words.isEmpty();
                start = -1;
            }
            near &= c == ' ';
        }
        return new Phrase(tokens);
    }

    /** The colon of {@code mAP_0.5:0.95}. */
    private static boolean isRange(String text, int i) {
        boolean between = i > 0 && i + 1 < text.length() && text.charAt(i) == ':';
        return between
                && Character.isDigit(text.charAt(i - 1))
                && (Character.isDigit(text.charAt(i + 1)) || text.charAt(i + 1) == '.');
    }

    /** {@code train.py} says nothing about what is told beside it. */
    private static boolean isFile(String text, int from, int to) {
        int point = text.lastIndexOf('.', to - 1);
        return point > from && FILES.contains(text.substring(point + 1, to));
    }

    /** {@code valLoss}, {@code val_loss} and {@code val/loss} are two words each. */
    private static List<String> words(String token) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= token.length(); i++) {
            boolean in = i < token.length() && Character.isLetterOrDigit(token.charAt(i)) && token.charAt(i) != '_';
            if (!in || startsHump(token, i)) {
                if (i > start) {
                    words.add(token.substring(start, i).toLowerCase(Locale.ROOT));
                }
                start = in ? i : i + 1;
            }
        }
        return words;
    }

    private static boolean startsHump(String token, int i) {
        return i > 0
                && i + 1 < token.length()
                && Character.isLowerCase(token.charAt(i - 1))
                && Character.isUpperCase(token.charAt(i))
                && Character.isLowerCase(token.charAt(i + 1));
    }

    /** All words in their order. */
    List<String> words() {
        return tokens.stream().flatMap(token -> token.words().stream()).toList();
    }

    boolean isEmpty() {
        return tokens.isEmpty();
    }

    Token last() {
        return tokens.getLast();
    }

    /** The phrase without its last tokens. */
    Phrase first(int count) {
        return new Phrase(tokens.subList(0, count));
    }

    /** The phrase without the tokens that hold one of the words. */
    Phrase without(Set<String> words) {
        return new Phrase(tokens.stream()
                .filter(token -> token.words().stream().noneMatch(words::contains))
                .toList());
    }

    /** Without words that change nothing at the end, such as {@code is} or {@code of this epoch}. */
    Phrase withoutTrailing() {
        int size = size();
        while (size > 1 && WORDS.trailing().containsAll(tokens.get(size - 1).words())) {
            size--;
        }
        return endsAtThis(size) ? first(size - 3).withoutTrailing() : first(size);
    }

    /** {@code loss for this epoch}, {@code loss of this step}. */
    private boolean endsAtThis(int size) {
        return size > 3
                && WORDS.positions().containsKey(tokens.get(size - 1).words().getLast())
                && tokens.get(size - 2).words().equals(List.of("this"));
    }

    /** The part of the data that is named last. */
    Split split() {
        return words().stream().flatMap(word -> Split.of(word).stream()).reduce(Split.NONE, (first, second) -> second);
    }

    static boolean isNumber(String word) {
        return word.chars().allMatch(Character::isDigit);
    }

    int size() {
        return tokens.size();
    }
}
