package io.epochline.artifacts.log;

import io.epochline.artifacts.curve.Direction;
import io.epochline.artifacts.log.Meaning.Quantity;
import io.epochline.artifacts.log.Meaning.Trust;
import io.epochline.artifacts.log.Phrase.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The quantity that words name: on which part of the data, which way it gets better, and what its series is called. */
final class PhraseQuantity {

    private static final Words WORDS = Words.get();

    /** Letters of other scripts, as they are folded. */
    private static final Pattern FOREIGN = Pattern.compile("xx+");

    private PhraseQuantity() {}

    /** A quantity by its own word, by what follows it, or as losses are abbreviated; empty for anything else. */
    static Optional<Quantity> of(Phrase phrase) {
        return measured(phrase).or(() -> lossOf(phrase)).or(() -> abbreviated(phrase));
    }

    /** A quantity that is named by its own word, such as {@code Average val loss}. */
    static Optional<Quantity> measured(Phrase phrase) {
        if (phrase.tokens().stream().anyMatch(PhraseQuantity::mixesSplits)) {
            return Optional.empty();
        }
        int size = phrase.size();
        while (size > 1 && phrase.tokens().get(size - 1).words().stream().allMatch(PhraseQuantity::qualifies)) {
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
        Split split = phrase.split();
        boolean joined = nearest.words().stream().anyMatch(Split::is);
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
                && !Phrase.isNumber(words.getLast());
        boolean whole = words.size() == 1 && WORDS.lossNames().contains(words.getFirst());
        String name = joined ? String.join("_", words) : "loss";
        return joined || whole
                ? Optional.of(Quantity.of(phrase.split(), false, name, Direction.MIN, Trust.PLACED_DECIMAL))
                : Optional.empty();
    }

    /** {@code Score at iteration}: a loss by another name right before a place. */
    static Optional<Quantity> placedLoss(Phrase before) {
        boolean loss = !before.isEmpty()
                && WORDS.placedLosses().containsAll(before.last().words());
        return loss
                ? Optional.of(Quantity.of(
                        before.split(), false, before.last().words().getLast(), Direction.MIN, Trust.ALWAYS))
                : Optional.empty();
    }

    /** A name of a quantity that is not known, where it can be one; not of times, sizes and the like. */
    static Optional<Quantity> unknown(String text) {
        Phrase told = Phrase.of(text).withoutTrailing();
        List<String> name = new ArrayList<>();
        if (!told.isEmpty()) {
            addPlainly(told.last().words(), name);
        }
        boolean known = name.stream().noneMatch(WORDS.noMetric()::contains)
                && name.stream().noneMatch(WORDS.noQuantity()::contains);
        return known && name.stream().anyMatch(word -> !Phrase.isNumber(word))
                ? Optional.of(Quantity.of(told.split(), false, String.join("_", name), null, Trust.ALWAYS))
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
        return part || after.stream().allMatch(PhraseQuantity::decorates);
    }

    private static void addPlainly(List<String> words, List<String> name) {
        if (words.size() > 4) {
            return;
        }
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            boolean ofSplit = i > 0 && Split.is(words.get(i - 1)) && Phrase.isNumber(word);
            boolean letterOfName = words.size() > 1 && word.equals("a");
            if (!ofSplit
                    && !Split.is(word)
                    && !FOREIGN.matcher(word).matches()
                    && (letterOfName || !WORDS.plain().contains(word))) {
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

    /** Whether the word names a quantity. */
    static boolean isMeasured(String word) {
        return direction(word).isPresent();
    }

    /** Words that may follow the quantity: {@code loss_epoch}, {@code map50-95}, {@code loss_cls}, {@code loss/train}. */
    private static boolean decorates(String word) {
        return WORDS.plain().contains(word) || qualifies(word);
    }

    /** The same for words of their own: {@code loss (val)}, {@code mAP50(B)}. */
    private static boolean qualifies(String word) {
        return WORDS.trailing().contains(word)
                || WORDS.decorating().contains(word)
                || Phrase.isNumber(word)
                || Split.is(word);
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
}
