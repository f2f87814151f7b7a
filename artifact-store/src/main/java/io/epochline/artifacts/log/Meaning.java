package io.epochline.artifacts.log;

import io.epochline.artifacts.curve.Direction;
import java.util.EnumMap;
import java.util.Map;

/** What words say about the number after them, or about what follows. */
sealed interface Meaning {

    /**
     * Where in the run.
     *
     * @param split of the quantities after it, as in {@code Train Epoch: 1}
     * @param quantity whose value comes next, as in {@code val loss at step 100: 0.5}; null where there is none
     */
    record Position(Unit unit, Split split, Quantity quantity) implements Meaning {}

    /**
     * A measured quantity.
     *
     * @param split NONE where the words do not say
     * @param scope whether the split stands as a word of its own, and so holds for the quantities after it in the line
     * @param direction null for a quantity that is not known
     * @param trust when a line of text is believed to tell it
     * @param names of the series by the split, such as {@code loss} and {@code val_loss}
     */
    record Quantity(Split split, boolean scope, Direction direction, Trust trust, Map<Split, String> names)
            implements Meaning {

        static Quantity of(Split split, boolean scope, String name, Direction direction, Trust trust) {
            Map<Split, String> names = new EnumMap<>(Split.class);
            for (Split each : Split.values()) {
                names.put(each, each.name(name));
            }
            return new Quantity(split, scope, direction, trust, names);
        }

        /** The same, measured on this part of the data unless it says one itself. */
        Quantity on(Split part) {
            return new Quantity(split == Split.NONE ? part : split, false, direction, trust, names);
        }

        /** A component, as {@code ner} in {@code Losses {'ner': 0.5}}: {@code ner_loss}. */
        Quantity partOf(Quantity whole) {
            String name = series(Split.NONE) + "_" + whole.names.get(Split.NONE);
            return of(whole.split, false, name, whole.direction, trust);
        }

        String series(Split told) {
            return names.get(split == Split.NONE ? told : split);
        }
    }

    /**
     * A part of the data alone, as in {@code val 0.15}.
     *
     * @param whole whether it is the value of a field such as {@code mode}, and so holds for all of an object
     */
    record Part(Split split, boolean whole) implements Meaning {}

    /**
     * Something about another place of the log, such as the best value so far: never a point of a curve.
     *
     * @param ofRun whether all that stands beside it is about the run as a whole
     * @param otherwise what the words would mean without those that tell of another place
     */
    record Summary(boolean ofRun, Meaning otherwise) implements Meaning {}

    record LearningRate() implements Meaning {}

    /**
     * Anything else: times, sizes, settings.
     *
     * @param split the part of the data that it speaks of, if it does
     */
    record Other(Split split) implements Meaning {}

    /** Words of quantities have other meanings, too. */
    enum Trust {
        ALWAYS,
        /** Not as a whole number: {@code precision: 16} are bits, and {@code error: 2} is a failure. */
        NOT_WHOLE,
        /** Only as a decimal: what is not known may count. */
        DECIMAL,
        /** Only as a decimal with a place: {@code total: 0.5} may be anything elsewhere. */
        PLACED_DECIMAL,
        /** Only with a place or a part of the data: {@code l2: 0.001} alone is a setting. */
        PLACED
    }

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
