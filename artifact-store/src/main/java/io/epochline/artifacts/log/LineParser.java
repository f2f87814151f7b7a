package io.epochline.artifacts.log;

import io.epochline.artifacts.curve.Direction;
import io.epochline.artifacts.log.Meaning.LearningRate;
import io.epochline.artifacts.log.Meaning.Position;
import io.epochline.artifacts.log.Meaning.Quantity;
import io.epochline.artifacts.log.Meaning.Summary;
import io.epochline.artifacts.log.Meaning.Unit;
import java.util.ArrayList;
import java.util.List;

/** Reads a line of keys and numbers, however it is spelt. */
final class LineParser {

    private final Vocabulary vocabulary;

    LineParser(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** What the line says; null where that is nothing about a run. */
    Reading read(String line) {
        List<Pair> pairs = Tokenizer.pairs(line);
        return pairs.isEmpty() || line.contains("train_runtime") ? null : new Line(line, pairs).read();
    }

    private final class Line {

        private final String text;
        private final List<Pair> pairs;
        private final List<Reading.Value> values = new ArrayList<>();
        private double epoch = Double.NaN;
        private double step = Double.NaN;
        private double round = Double.NaN;
        private double learningRate = Double.NaN;
        private Split scope = Split.NONE;

        Line(String text, List<Pair> pairs) {
            this.text = text;
            this.pairs = pairs;
        }

        Reading read() {
            for (int i = 0; i < pairs.size(); i++) {
                Pair pair = pairs.get(i);
                Meaning meaning = i == 0 ? first(pair) : vocabulary.of(pair.key());
                boolean nothingYet =
                        values.isEmpty() && Double.isNaN(epoch) && Double.isNaN(step) && Double.isNaN(round);
                if (meaning instanceof Summary && nothingYet) {
                    return null;
                }
                switch (meaning) {
                    case Position position -> position(position.unit(), pair);
                    case Quantity quantity -> quantity(quantity, pair);
                    case LearningRate rate -> learningRate = Double.isNaN(learningRate) ? pair.value() : learningRate;
                    case Summary summary -> {}
                    case Meaning.Other other -> {}
                }
            }
            Reading reading = new Reading(epoch, step, round, learningRate, List.copyOf(values));
            return values.isEmpty() && !reading.positioned() ? null : reading;
        }

        /** {@code [3/50]}, {@code [100]} of a boosting round and {@code 0:} at the start need no word. */
        private Meaning first(Pair pair) {
            boolean bare = pair.key().isBlank() || pair.key().strip().equals("[");
            int after = text.indexOf(pair.key().isBlank() ? ':' : ']', pair.start());
            boolean closes = after > 0 && after - pair.start() < 12;
            if (!bare || !closes || pair.decimal() || pairs.size() < 2) {
                return vocabulary.of(pair.key());
            }
            return new Position(pair.isFraction() ? Unit.EPOCH : Unit.ROUND);
        }

        private void position(Unit unit, Pair pair) {
            if (pair.percent() || !Double.isFinite(pair.value()) || pair.value() < 0) {
                return;
            }
            switch (unit) {
                case EPOCH -> epoch = Double.isNaN(epoch) ? pair.value() : epoch;
                case STEP, EVAL -> step = Double.isNaN(step) ? pair.value() : step;
                case ROUND -> round = Double.isNaN(round) ? pair.value() : round;
            }
        }

        private void quantity(Quantity quantity, Pair pair) {
            Split split = quantity.split() == Split.NONE ? scope : quantity.split();
            scope = quantity.scope() ? quantity.split() : scope;
            double value = pair.isFraction() ? pair.value() / pair.of() : pair.value();
            if (!quantity.name().isEmpty()) {
                values.add(new Reading.Value(split.name(quantity.name()), value, quantity.direction()));
            } else if (pair.decimal() && (!Double.isNaN(epoch) || !Double.isNaN(step) || !Double.isNaN(round))) {
                values.add(
                        pair.percent()
                                ? new Reading.Value(split.name("accuracy"), value, Direction.MAX)
                                : new Reading.Value(split.name("loss"), value, Direction.MIN));
            }
        }
    }
}
