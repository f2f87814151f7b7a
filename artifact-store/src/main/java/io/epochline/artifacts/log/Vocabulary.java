package io.epochline.artifacts.log;

import io.epochline.artifacts.curve.Direction;
import io.epochline.artifacts.log.Meaning.LearningRate;
import io.epochline.artifacts.log.Meaning.Other;
import io.epochline.artifacts.log.Meaning.Position;
import io.epochline.artifacts.log.Meaning.Quantity;
import io.epochline.artifacts.log.Meaning.Summary;
import io.epochline.artifacts.log.Meaning.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Gives names their meaning, by the words in them. The last word that counts decides: {@code Average val loss} is a loss,
 * {@code loss weight} is none. What is not known here is left alone rather than taken for a curve.
 */
final class Vocabulary {

    private static final Words WORDS = Words.read();
    private static final Pattern CAMEL = Pattern.compile("(?<=[a-z])(?=[A-Z][a-z])");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern NO_TOKEN = Pattern.compile("[^\\p{L}\\p{N}_/.@'-]+");
    private static final Meaning OTHER = new Other();
    private static final int CACHED = 4096;

    private final Map<String, Meaning> cache = new HashMap<>();

    /** @param phrase the words before a number, or the name of a column */
    Meaning of(String phrase) {
        Meaning known = cache.get(phrase);
        if (known == null) {
            known = find(phrase);
            if (cache.size() < CACHED && phrase.length() < 200) {
                cache.put(phrase, known);
            }
        }
        return known;
    }

    private static Meaning find(String phrase) {
        List<String> words = words(phrase);
        while (words.size() > 1 && WORDS.trailing().contains(words.getLast())) {
            words.removeLast();
        }
        if (words.isEmpty()) {
            return OTHER;
        }
        if (words.contains("lr") || endsWith(words, "learning", "rate")) {
            return words.getLast().equals("lr") || words.getLast().equals("rate") ? new LearningRate() : OTHER;
        }
        if (words.stream().anyMatch(WORDS.summary()::contains)) {
            return new Summary();
        }
        String last = words.getLast();
        Unit unit = WORDS.positions().get(last);
        boolean measured = words.stream().anyMatch(word -> direction(word).isPresent());
        if (unit != null && !measured) {
            boolean setting = words.size() > 1 && WORDS.noPosition().contains(words.get(words.size() - 2));
            return setting ? OTHER : new Position(unit);
        }
        return quantity(phrase, words).orElse(OTHER);
    }

    private static Optional<Meaning> quantity(String phrase, List<String> words) {
        List<String> tokens = new ArrayList<>(Arrays.stream(NO_TOKEN.split(phrase.strip()))
                .filter(token -> !token.isEmpty())
                .toList());
        while (tokens.size() > 1 && WORDS.trailing().containsAll(words(tokens.getLast()))) {
            tokens.removeLast();
        }
        Split split =
                words.stream().flatMap(word -> Split.of(word).stream()).reduce(Split.NONE, (first, second) -> second);
        List<String> nearest = tokens.isEmpty() ? List.of() : words(tokens.getLast());
        boolean joined = nearest.size() != 1
                && (nearest.isEmpty()
                        || nearest.stream().anyMatch(word -> Split.of(word).isPresent()));
        String last = words.getLast();
        if (Split.of(last).isPresent()
                && words.stream().noneMatch(word -> direction(word).isPresent())) {
            return Optional.of(new Quantity(split, false, "", Direction.MIN));
        }
        List<String> name = nameWords(tokens);
        return name.stream()
                .flatMap(word -> direction(word).stream())
                .reduce((first, second) -> second)
                .map(direction ->
                        new Quantity(split, split != Split.NONE && !joined, String.join("_", name), direction));
    }

    /** The words of the name without split and decoration; empty where the phrase does not end in a quantity. */
    private static List<String> nameWords(List<String> tokens) {
        if (tokens.isEmpty()) {
            return List.of();
        }
        List<String> last = words(tokens.getLast());
        int core = -1;
        for (int i = 0; i < last.size(); i++) {
            core = direction(last.get(i)).isPresent() ? i : core;
        }
        List<String> name = new ArrayList<>();
        boolean ends = core >= 0 && last.subList(core + 1, last.size()).stream().allMatch(Vocabulary::decorates);
        if (!ends) {
            return List.of();
        }
        if (tokens.size() > 1 && core == 0) {
            addPlainly(words(tokens.get(tokens.size() - 2)), name);
        }
        addPlainly(last, name);
        return name;
    }

    private static void addPlainly(List<String> words, List<String> name) {
        if (words.size() > 4) {
            return;
        }
        for (String word : words) {
            boolean plain = WORDS.plain().contains(word)
                    || Split.of(word).isPresent()
                    || word.chars().allMatch(Character::isDigit);
            if (!plain) {
                name.add(WORDS.same().getOrDefault(word, word));
            }
        }
    }

    /** Words that may follow the quantity within a name: {@code loss_epoch}, {@code map50-95}, {@code loss_cls}. */
    private static boolean decorates(String word) {
        return WORDS.plain().contains(word)
                || WORDS.trailing().contains(word)
                || word.chars().allMatch(Character::isDigit)
                || WORDS.decorating().contains(word);
    }

    private static Optional<Direction> direction(String word) {
        String name = WORDS.same().getOrDefault(word, word);
        return WORDS.falling().contains(name)
                ? Optional.of(Direction.MIN)
                : WORDS.rising().contains(name) ? Optional.of(Direction.MAX) : Optional.empty();
    }

    private static List<String> words(String text) {
        String spaced = CAMEL.matcher(text).replaceAll(" ").toLowerCase(Locale.ROOT);
        return new ArrayList<>(
                NO_WORD.splitAsStream(spaced).filter(word -> !word.isEmpty()).toList());
    }

    private static boolean endsWith(List<String> words, String first, String second) {
        return words.size() > 1
                && words.getLast().equals(second)
                && words.get(words.size() - 2).equals(first);
    }
}
