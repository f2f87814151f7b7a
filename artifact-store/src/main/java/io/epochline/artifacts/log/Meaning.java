package io.epochline.artifacts.log;

import io.epochline.artifacts.curve.Direction;

/** What the words before a number say that it is. */
sealed interface Meaning {

    /** Where in the run. */
    record Position(Unit unit) implements Meaning {}

    /**
     * A measured quantity.
     *
     * @param split NONE where the words do not say
     * @param scope whether the split stands as a word of its own, and so holds for the quantities after it in the line
     * @param name without the split, such as {@code loss}; empty where a split stands alone, as in {@code val 0.15}
     */
    record Quantity(Split split, boolean scope, String name, Direction direction) implements Meaning {}

    /** Something about another place of the log, such as the best value so far: never a point of a curve. */
    record Summary() implements Meaning {}

    record LearningRate() implements Meaning {}

    /** Anything else: times, sizes, settings. */
    record Other() implements Meaning {}

    /** What positions count. */
    enum Unit {
        EPOCH("epoch"),
        STEP("step"),
        ROUND("round"),
        EVAL("eval");

        private final String word;

        Unit(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }
}
