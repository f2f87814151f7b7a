package io.epochline.artifacts.log;

import io.epochline.artifacts.curve.Direction;
import io.epochline.artifacts.log.Meaning.LearningRate;
import io.epochline.artifacts.log.Meaning.Other;
import io.epochline.artifacts.log.Meaning.Part;
import io.epochline.artifacts.log.Meaning.Position;
import io.epochline.artifacts.log.Meaning.Quantity;
import io.epochline.artifacts.log.Meaning.Summary;
import io.epochline.artifacts.log.Meaning.Trust;
import io.epochline.artifacts.log.Meaning.Unit;
import io.epochline.artifacts.log.Phrase.Token;
import java.util.ArrayList;
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
    /** Letters of other scripts, as they are folded. */
    private static final Pattern FOREIGN = Pattern.compile("xx+");

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

    /** A name of a quantity that is not known, where it can be one; not of times, sizes and the like. */
    static Optional<Quantity> unknown(String text) {
        Phrase told = withoutTrailing(Phrase.of(text));
        List<String> name = new ArrayList<>();
        if (!told.isEmpty()) {
            addPlainly(told.last().words(), name);
        }
        boolean known = name.stream().noneMatch(WORDS.noMetric()::contains)
                && name.stream().noneMatch(WORDS.noQuantity()::contains);
        return known && name.stream().anyMatch(word -> !isNumber(word))
                ? Optional.of(Quantity.of(split(told), false, String.join("_", name), null, Trust.ALWAYS))
                : Optional.empty();
    }

    private static Meaning find(Phrase phrase) {
        Phrase told = withoutTrailing(phrase);
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
                .or(() -> quantity(told)
                        .or(() -> lossOf(told))
                        .or(() -> abbreviated(told))
                        .map(Meaning.class::cast))
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
        if (unit == null || token.words().stream().anyMatch(PhraseMeaning::isMeasured)) {
            return Optional.empty();
        }
        if (isSetting(phrase, size - 1)) {
            return Optional.of(other(phrase));
        }
        boolean measured = words.stream().anyMatch(PhraseMeaning::isMeasured);
        Quantity quantity = measured
                ? quantity(beforePosition(phrase, size)).orElse(null)
                : placedLoss(beforePosition(phrase, size)).orElse(null);
        return measured && quantity == null
                ? Optional.of(OTHER)
                : Optional.of(new Position(unit, split(phrase), quantity));
    }

    /** {@code num_epoch}, {@code warmup step}; but {@code [Eval][Epoch} is a place. */
    private static boolean isSetting(Phrase phrase, int index) {
        Token token = phrase.tokens().get(index);
        List<String> before = token.words().size() > 1
                ? token.words().subList(0, token.words().size() - 1)
                : index > 0 && token.near()
                        ? phrase.tokens().get(index - 1).words()
                        : List.of();
        return !before.isEmpty() && WORDS.noPosition().contains(before.getLast());
    }

    private static Optional<Quantity> placedLoss(Phrase before) {
        boolean loss = !before.isEmpty()
                && WORDS.placedLosses().containsAll(before.last().words());
        return loss
                ? Optional.of(
                        Quantity.of(split(before), false, before.last().words().getLast(), Direction.MIN, Trust.ALWAYS))
                : Optional.empty();
    }

    private static Phrase beforePosition(Phrase phrase, int size) {
        int end = size - 1;
        while (end > 0 && WORDS.plain().containsAll(phrase.tokens().get(end - 1).words())) {
            end--;
        }
        return withoutTrailing(phrase.first(end));
    }

    /** Words of nothing but a part of the data: {@code Validation results}, {@code mode: train}. */
    private static Optional<Meaning> part(List<String> words) {
        boolean alone = words.stream()
                .allMatch(word -> isSplit(word)
                        || isNumber(word)
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

    private static Optional<Quantity> quantity(Phrase phrase) {
        if (phrase.tokens().stream().anyMatch(PhraseMeaning::mixesSplits)) {
            return Optional.empty();
        }
        int size = phrase.size();
        while (size > 1 && phrase.tokens().get(size - 1).words().stream().allMatch(PhraseMeaning::qualifies)) {
            size--;
        }
        if (size == 0) {
            return Optional.empty();
        }
        Token nearest = phrase.tokens().get(size - 1);
        int core = core(nearest.words());
        boolean ends = core >= 0
                && endsNamed(nearest.words(), core)
                && nearest.words().subList(0, core).stream().noneMatch(WORDS.beforeQuantity()::contains);
        if (!ends) {
            return Optional.empty();
        }
        List<String> name = new ArrayList<>();
        if (size > 1 && core == 0 && nearest.near()) {
            addPlainly(phrase.tokens().get(size - 2).words(), name);
        }
        addPlainly(nearest.words(), name);
        Split split = split(phrase);
        boolean joined = nearest.words().stream().anyMatch(PhraseMeaning::isSplit);
        Direction direction = direction(nearest.words().get(core)).orElseThrow();
        if (name.size() > 1 && WORDS.alone().contains(name.getLast())) {
            return Optional.empty();
        }
        String joinedName = canonical(String.join("_", name));
        return Optional.of(Quantity.of(
                split,
                split != Split.NONE && !joined,
                joinedName,
                direction,
                trust(nearest.words().get(core))));
    }

    /** {@code Loss Critic}: a loss called after what it is of, in two words. */
    private static Optional<Quantity> lossOf(Phrase phrase) {
        List<String> words = phrase.words();
        boolean named = phrase.size() == 2
                && words.size() == 2
                && phrase.last().near()
                && canonical(words.getFirst()).equals("loss")
                && !WORDS.noQuantity().contains(words.getLast())
                && !WORDS.noMetric().contains(words.getLast())
                && !WORDS.plain().contains(words.getLast());
        return named
                ? Optional.of(Quantity.of(Split.NONE, false, "loss_" + words.getLast(), Direction.MIN, Trust.DECIMAL))
                : Optional.empty();
    }

    /** {@code total: 0.5}, {@code l_pix: 0.5} and {@code D_A: 0.5}, which are losses where a place is told. */
    private static Optional<Quantity> abbreviated(Phrase phrase) {
        List<String> words = phrase.last().words();
        boolean joined = words.size() == 2
                && WORDS.lossPrefixes().contains(words.getFirst())
                && !isNumber(words.getLast());
        boolean whole = words.size() == 1 && WORDS.lossNames().contains(words.getFirst());
        String name = joined ? String.join("_", words) : "loss";
        return joined || whole
                ? Optional.of(Quantity.of(split(phrase), false, name, Direction.MIN, Trust.PLACED_DECIMAL))
                : Optional.empty();
    }

    private static Trust trust(String word) {
        return WORDS.neverWhole().contains(canonical(stem(word)))
                ? Trust.NOT_WHOLE
                : WORDS.placed().contains(word) ? Trust.PLACED : Trust.ALWAYS;
    }

    private static int core(List<String> words) {
        int core = -1;
        for (int i = 0; i < words.size(); i++) {
            core = isMeasured(words.get(i)) ? i : core;
        }
        return core;
    }

    /** A loss may be called after what it is of, as in {@code loss_ctc}, but {@code loss_scale} is none. */
    private static boolean endsNamed(List<String> words, int core) {
        List<String> after = words.subList(core + 1, words.size());
        boolean part = canonical(words.get(core)).equals("loss")
                && after.size() <= 2
                && after.stream().noneMatch(WORDS.noQuantity()::contains);
        return part || after.stream().allMatch(PhraseMeaning::decorates);
    }

    private static void addPlainly(List<String> words, List<String> name) {
        if (words.size() > 4) {
            return;
        }
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            boolean ofSplit = i > 0 && isSplit(words.get(i - 1)) && isNumber(word);
            boolean letterOfName = words.size() > 1 && word.equals("a");
            if (!ofSplit && !isSplit(word) && !FOREIGN.matcher(word).matches() && (letterOfName || !WORDS.plain().contains(word))) {
                name.add(canonical(word));
            }
        }
    }

    /** {@code train/val loss} is told about two parts at once. */
    private static boolean mixesSplits(Token token) {
        return token.words().stream()
                        .flatMap(word -> Split.of(word).stream())
                        .distinct()
                        .count()
                > 1;
    }

    private static Split split(Phrase phrase) {
        return phrase.words().stream()
                .flatMap(word -> Split.of(word).stream())
                .reduce(Split.NONE, (first, second) -> second);
    }

    private static boolean isSplit(String word) {
        return Split.of(word).isPresent();
    }

    /** {@code epoch id}, {@code Epoch(val)}. */
    private static boolean followsPosition(String word) {
        return word.equals("id") || isSplit(word);
    }

    private static boolean isNumber(String word) {
        return word.chars().allMatch(Character::isDigit);
    }

    private static boolean isMeasured(String word) {
        return direction(word).isPresent();
    }

    /** Words that may follow the quantity: {@code loss_epoch}, {@code map50-95}, {@code loss_cls}, {@code loss/train}. */
    private static boolean decorates(String word) {
        return WORDS.plain().contains(word) || qualifies(word);
    }

    /** The same for words of their own: {@code loss (val)}, {@code mAP50(B)}. */
    private static boolean qualifies(String word) {
        return WORDS.trailing().contains(word) || WORDS.decorating().contains(word) || isNumber(word) || isSplit(word);
    }

    private static Optional<Direction> direction(String word) {
        return knownDirection(canonical(word)).or(() -> knownDirection(canonical(stem(word))));
    }

    private static Optional<Direction> knownDirection(String name) {
        return WORDS.falling().contains(name)
                ? Optional.of(Direction.MIN)
                : WORDS.rising().contains(name) ? Optional.of(Direction.MAX) : Optional.empty();
    }

    private static String canonical(String word) {
        return WORDS.same().getOrDefault(word, word);
    }

    /** {@code rouge} of {@code rouge2}. */
    private static String stem(String word) {
        int end = word.length();
        while (end > 0 && Character.isDigit(word.charAt(end - 1))) {
            end--;
        }
        return word.substring(0, end);
    }

    private static Phrase withoutTrailing(Phrase phrase) {
        int size = phrase.size();
        while (size > 1
                && WORDS.trailing().containsAll(phrase.tokens().get(size - 1).words())) {
            size--;
        }
        return endsAtThis(phrase, size) ? withoutTrailing(phrase.first(size - 3)) : phrase.first(size);
    }

    /** {@code loss for this epoch}, {@code loss of this step}. */
    private static boolean endsAtThis(Phrase phrase, int size) {
        return size > 3
                && WORDS.positions().containsKey(phrase.tokens().get(size - 1).words().getLast())
                && phrase.tokens().get(size - 2).words().equals(List.of("this"));
    }

    private static boolean endsWith(List<String> words, String first, String second) {
        return words.size() > 1
                && words.getLast().equals(second)
                && words.get(words.size() - 2).equals(first);
    }
}
