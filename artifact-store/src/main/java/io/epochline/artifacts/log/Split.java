package io.epochline.artifacts.log;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which part of the data a quantity was measured on, as names say it. */
enum Split {
    TRAIN("train"),
    VAL("val"),
    TEST("test"),
    NONE("");

    private final String prefix;

    Split(String prefix) {
        this.prefix = prefix;
    }

    private static final Map<String, Split> WORDS = Map.ofEntries(
            entry("train", TRAIN),
            entry("training", TRAIN),
            entry("trn", TRAIN),
            entry("tr", TRAIN),
            entry("learn", TRAIN),
            entry("val", VAL),
            entry("valid", VAL),
            entry("va", VAL),
            entry("validation", VAL),
            entry("validating", VAL),
            entry("eval", VAL),
            entry("evaluate", VAL),
            entry("evaluation", VAL),
            entry("evaluating", VAL),
            entry("dev", VAL),
            entry("test", TEST),
            entry("testing", TEST));

    static Optional<Split> of(String word) {
        return Optional.ofNullable(WORDS.get(word));
    }

    static boolean is(String word) {
        return WORDS.containsKey(word);
    }

    /** Whether the series is measured on other data than is trained on. */
    static boolean isOfEvaluation(String series) {
        return series.startsWith(VAL.prefix + "_") || series.startsWith(TEST.prefix + "_");
    }

    static Set<String> words() {
        return WORDS.keySet();
    }

    /** Such as {@code val_loss}; a quantity without a split keeps its own name. */
    String name(String quantity) {
        return prefix.isEmpty() ? quantity : prefix + "_" + quantity;
    }
}
