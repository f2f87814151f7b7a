package io.epochline.analyzer.log;

import java.util.List;
import java.util.Optional;

/** Which part of the data a quantity was measured on, as names say it. */
enum Split {
    TRAIN("train", List.of("train", "training", "trn", "learn")),
    VAL("val", List.of("val", "valid", "validation", "eval", "evaluation", "dev")),
    TEST("test", List.of("test", "testing")),
    NONE("", List.of());

    private final String prefix;
    private final List<String> words;

    Split(String prefix, List<String> words) {
        this.prefix = prefix;
        this.words = words;
    }

    static Optional<Split> of(String word) {
        for (Split split : values()) {
            if (split.words.contains(word)) {
                return Optional.of(split);
            }
        }
        return Optional.empty();
    }

    /** Such as {@code val_loss}; a quantity without a split keeps its own name. */
    String name(String quantity) {
        return prefix.isEmpty() ? quantity : quantity.isEmpty() ? prefix : prefix + "_" + quantity;
    }
}
