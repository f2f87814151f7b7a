package io.epochline.artifacts.log;

import java.util.Optional;

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

    static Optional<Split> of(String word) {
        return switch (word) {
            case "train", "training", "trn", "learn" -> Optional.of(TRAIN);
            case "val", "valid", "validation", "eval", "evaluation", "dev" -> Optional.of(VAL);
            case "test", "testing" -> Optional.of(TEST);
            default -> Optional.empty();
        };
    }

    /** Such as {@code val_loss}; a quantity without a split keeps its own name. */
    String name(String quantity) {
        return prefix.isEmpty() ? quantity : prefix + "_" + quantity;
    }
}
