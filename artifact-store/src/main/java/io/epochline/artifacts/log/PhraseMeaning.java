package io.epochline.artifacts.log;

import io.epochline.artifacts.log.Meaning.LearningRate;
import io.epochline.artifacts.log.Meaning.Other;
import io.epochline.artifacts.log.Meaning.Part;
import io.epochline.artifacts.log.Meaning.Position;
import io.epochline.artifacts.log.Meaning.Quantity;
import io.epochline.artifacts.log.Meaning.Summary;
import io.epochline.artifacts.log.Meaning.Unit;
import io.epochline.artifacts.log.Phrase.Token;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What words mean. The last word that counts decides: {@code Average val loss} is a loss, {@code loss weight} is none. What is
 * not known is left alone rather than taken for a curve.
 */
final class PhraseMeaning {

    private static final Words WORDS = Words.get();
    private static final Meaning OTHER = new Other(Split.NONE);
    private static final Pattern CROSS_ENTROPY = Pattern.compile("(?i)cross[ _-]?entropy");

    private PhraseMeaning() {}

    /**
     * @param text the words before a number, or the name of a column; cross-entropy is one of them, however it is written, and
     *     {@code global_step/max_steps} is a step
     */
    static Meaning of(String text) {
        String name = text.replace("/max_steps", "");
        return find(
                Phrase.of(name.contains("ntropy") ? CROSS_ENTROPY.matcher(name).replaceAll("crossentropy") : name));
    }

    private static Meaning find(Phrase phrase) {
        Phrase told = phrase.withoutTrailing();
        List<String> words = told.words();
        if (words.isEmpty()) {
            return OTHER;
        }
        if (words.contains("lr") || endsWith(words, "learning", "rate")) {
            return words.getLast().equals("lr") || words.getLast().equals("rate") ? new LearningRate() : OTHER;
        }
        boolean ofRun = WORDS.summaryNames().contains(String.join("_", words));
        if (ofRun || words.stream().anyMatch(WORDS.summary()::contains)) {
            return new Summary(ofRun, ofRun ? OTHER : find(told.without(WORDS.summary())));
        }
        Optional<Meaning> position = position(told, words);
        if (position.isEmpty() && words.contains("finished")) {
            return new Summary(false, OTHER);
        }
        return position.or(() -> part(words))
                .or(() -> PhraseQuantity.of(told).map(Meaning.class::cast))
                .orElseGet(() -> other(told));
    }

    /** {@code epoch}, {@code Train Epoch}, {@code Epoch(val)}, {@code val loss at step}. */
    private static Optional<Meaning> position(Phrase phrase, List<String> words) {
        int size = phrase.size();
        while (size > 1 && phrase.tokens().get(size - 1).words().stream().allMatch(PhraseMeaning::followsPosition)) {
            size--;
        }
        Token token = phrase.tokens().get(size - 1);
        Unit unit = WORDS.positions().get(token.words().getLast());
        if (unit == null || token.words().stream().anyMatch(PhraseQuantity::isMeasured)) {
            return Optional.empty();
        }
        if (isSetting(phrase, size - 1)) {
            return Optional.of(other(phrase));
        }
        boolean measured = words.stream().anyMatch(PhraseQuantity::isMeasured);
        Quantity quantity = measured
                ? PhraseQuantity.measured(beforePosition(phrase, size)).orElse(null)
                : PhraseQuantity.placedLoss(beforePosition(phrase, size)).orElse(null);
        return measured && quantity == null
                ? Optional.of(OTHER)
                : Optional.of(new Position(unit, phrase.split(), quantity));
    }

    /** {@code num_epoch}, {@code warmup step}; but {@code [Eval][Epoch} is a place. */
    private static boolean isSetting(Phrase phrase, int index) {
        Token token = phrase.tokens().get(index);
        List<String> before = token.words().size() > 1
                ? token.words().subList(0, token.words().size() - 1)
                : index > 0 && token.near() ? phrase.tokens().get(index - 1).words() : List.of();
        return !before.isEmpty() && WORDS.noPosition().contains(before.getLast());
    }

    private static Phrase beforePosition(Phrase phrase, int size) {
        int end = size - 1;
        while (end > 0 && WORDS.plain().containsAll(phrase.tokens().get(end - 1).words())) {
            end--;
        }
        return phrase.first(end).withoutTrailing();
    }

    /** Words of nothing but a part of the data: {@code Validation results}, {@code mode: train}. */
    private static Optional<Meaning> part(List<String> words) {
        boolean alone = words.stream()
                .allMatch(word -> Split.is(word)
                        || Phrase.isNumber(word)
                        || WORDS.plain().contains(word)
                        || WORDS.fields().contains(word));
        return !alone
                ? Optional.empty()
                : words.stream()
                        .flatMap(word -> Split.of(word).stream())
                        .reduce((first, second) -> second)
                        .map(split -> new Part(split, WORDS.fields().contains(words.getFirst())));
    }

    /** {@code Test net output #1:}, after which the loss is the test's. */
    private static Meaning other(Phrase phrase) {
        boolean setting = phrase.words().stream().anyMatch(WORDS.noPosition()::contains);
        return phrase.tokens().stream()
                .filter(token -> token.words().size() == 1 && !setting)
                .flatMap(token -> Split.of(token.words().getFirst()).stream())
                .reduce((first, second) -> second)
                .<Meaning>map(Other::new)
                .orElse(OTHER);
    }

    /** {@code epoch id}, {@code Epoch(val)}. */
    private static boolean followsPosition(String word) {
        return word.equals("id") || Split.is(word);
    }

    private static boolean endsWith(List<String> words, String first, String second) {
        return words.size() > 1
                && words.getLast().equals(second)
                && words.get(words.size() - 2).equals(first);
    }
}
