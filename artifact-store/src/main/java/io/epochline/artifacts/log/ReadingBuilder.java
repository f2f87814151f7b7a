package io.epochline.artifacts.log;

import io.epochline.artifacts.curve.Direction;
import io.epochline.artifacts.log.Meaning.Quantity;
import io.epochline.artifacts.log.Meaning.Unit;
import java.util.ArrayList;
import java.util.List;

/** Gathers what one line, row or object says. */
final class ReadingBuilder {

    private final List<Quantity> quantities = new ArrayList<>();
    private final List<Split> splits = new ArrayList<>();
    private double[] values = new double[16];
    private double epoch;
    private double epochs;
    private double step;
    private double round;
    private double learningRate;
    private Split scope;
    private Split whole;
    private boolean placeNamed;

    void clear() {
        quantities.clear();
        splits.clear();
        epoch = Double.NaN;
        epochs = Double.NaN;
        step = Double.NaN;
        round = Double.NaN;
        learningRate = Double.NaN;
        scope = Split.NONE;
        whole = Split.NONE;
        placeNamed = false;
    }

    boolean isEmpty() {
        return quantities.isEmpty() && !positioned();
    }

    boolean positioned() {
        return !Double.isNaN(epoch) || !Double.isNaN(step) || !Double.isNaN(round);
    }

    /** Whether words say what the place counts. */
    void placeNamed(boolean named) {
        placeNamed |= named;
    }

    boolean isPlaceNamed() {
        return placeNamed;
    }

    boolean isAtEpoch(double place) {
        return epoch == place;
    }

    /** The first position of a kind counts; what cannot be one is passed over. */
    void position(Unit unit, double at) {
        if (!Double.isFinite(at) || at < 0) {
            return;
        }
        switch (unit) {
            case EPOCH -> epoch = Double.isNaN(epoch) ? at : epoch;
            case STEP, EVAL -> step = Double.isNaN(step) ? at : step;
            case ROUND -> round = Double.isNaN(round) ? at : round;
        }
    }

    /** How many epochs the run has in all. */
    void epochs(double all) {
        epochs = Double.isNaN(epochs) ? all : epochs;
    }

    void learningRate(double value) {
        learningRate = Double.isNaN(learningRate) ? value : learningRate;
    }

    /** The part of the data that quantities without one of their own are measured on, from here on. */
    void scope(Split split) {
        scope = split == Split.NONE ? scope : split;
    }

    Split scope() {
        return scope;
    }

    /** The same for what came before, too. */
    void whole(Split split) {
        whole = split;
    }

    void quantity(Quantity quantity, double value) {
        if (quantity.scope()) {
            scope = quantity.split();
        }
        add(quantity, quantity.split() == Split.NONE ? scope : quantity.split(), value);
    }

    /** A number beside a part of the data alone: what was told last, or else what such lines tell. */
    void ofPart(Split split, double value, Quantity otherwise) {
        Quantity last = quantities.isEmpty() ? otherwise : quantities.getLast();
        scope = split;
        add(last, split, value);
    }

    private void add(Quantity quantity, Split split, double value) {
        if (quantities.size() == values.length) {
            values = java.util.Arrays.copyOf(values, 2 * values.length);
        }
        values[quantities.size()] = value;
        quantities.add(quantity);
        splits.add(split);
    }

    /**
     * What was gathered; null where that is nothing.
     *
     * @param section of the log, which holds where the line does not say a part of the data
     */
    Reading build(Split section, boolean passing) {
        if (isEmpty() && Double.isNaN(learningRate)) {
            return null;
        }
        Split otherwise = whole != Split.NONE ? whole : section;
        List<Reading.Value> told = new ArrayList<>(quantities.size());
        for (int i = 0; i < quantities.size(); i++) {
            Split split = splits.get(i) == Split.NONE ? otherwise : splits.get(i);
            Direction direction = quantities.get(i).direction();
            told.add(new Reading.Value(quantities.get(i).names().get(split), values[i], direction));
        }
        return new Reading(epoch, epochs, step, round, learningRate, passing, told);
    }
}
