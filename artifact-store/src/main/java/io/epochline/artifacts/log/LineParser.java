package io.epochline.artifacts.log;

import io.epochline.artifacts.curve.Direction;
import io.epochline.artifacts.log.Meaning.LearningRate;
import io.epochline.artifacts.log.Meaning.Part;
import io.epochline.artifacts.log.Meaning.Position;
import io.epochline.artifacts.log.Meaning.Quantity;
import io.epochline.artifacts.log.Meaning.Summary;
import io.epochline.artifacts.log.Meaning.Trust;
import io.epochline.artifacts.log.Meaning.Unit;

/** Reads a line of keys and numbers, however it is spelt. */
final class LineParser {

    private static final Quantity LOSS = Quantity.of(Split.NONE, false, "loss", Direction.MIN, Trust.ALWAYS);
    private static final Quantity ACCURACY = Quantity.of(Split.NONE, false, "accuracy", Direction.MAX, Trust.ALWAYS);

    /** Where the unit of {@code [3/50]} is not told, more than these are steps. */
    private static final int MOST_EPOCHS = 5000;

    private final Vocabulary vocabulary;
    private final Tokenizer tokenizer = new Tokenizer();
    private final Surroundings around = new Surroundings();
    private final ReadingBuilder reading = new ReadingBuilder();
    private Split section = Split.NONE;
    private boolean headed;
    private boolean placesAreTold;
    private boolean placesAreNamed;
    private double epoch = Double.NaN;
    private double stepsOfTraining = Double.NaN;
    private boolean summarised;
    private boolean guessing;

    /** What the numbers in braces are components of, as in {@code Losses {'ner': 0.5}}; null outside of such. */
    private Quantity group;

    private Line line;
    private Tokens tokens;

    LineParser(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** What the line says; null where that is nothing about a run. */
    Reading read(Line read) {
        line = read;
        tokens = tokenizer.scan(read);
        around.of(line, tokens);
        if (tokens.numbers() == 0) {
            heading();
            return null;
        }
        if (!interpret()) {
            return null;
        }
        boolean holds = !reading.positioned() || headed && reading.isAtEpoch(epoch);
        headed = false;
        Reading built = reading.build(holds ? section : Split.NONE, passing());
        if (reading.positioned()) {
            epoch = built.epoch();
            section = Split.NONE;
            placesAreTold |= !built.values().isEmpty();
            placesAreNamed |= !built.values().isEmpty() && reading.isPlaceNamed();
        } else if (placesAreTold && built != null && reading.scope() != Split.NONE) {
            section = reading.scope();
        }
        return built;
    }

    /**
     * What the line just read says where it tells a place, if names are taken for quantities that are not known as such, and what
     * it says of a checkpoint for what was measured there; null where that is nothing.
     */
    Reading guess() {
        if (!summarised && !reading.positioned()) {
            return null;
        }
        guessing = true;
        interpret();
        guessing = false;
        return reading.positioned() ? reading.build(Split.NONE, passing()) : null;
    }

    /** False where the line is about another place of the log. */
    private boolean interpret() {
        reading.clear();
        group = null;
        summarised = false;
        for (int i = pair(); i < tokens.size(); i++) {
            Meaning meaning = meaning(i);
            if (meaning instanceof Summary summary && (summary.ofRun() || reading.isEmpty())) {
                summarised = true;
                return false;
            }
            if (tokens.isLabel(i)) {
                label(meaning);
                group = meaning instanceof Quantity quantity && around.next(i) == '{' ? quantity : null;
            } else {
                i += number(meaning, i);
            }
        }
        return true;
    }

    /** {@code [1, 2000] loss: 2.1} begins with an epoch and a step; gives how many tokens are done with. */
    private int pair() {
        if (!around.beginsWithPair() || !(meaning(2) instanceof Quantity)) {
            return 0;
        }
        reading.position(Unit.EPOCH, tokens.value(0));
        reading.position(Unit.STEP, tokens.value(1));
        return 2;
    }

    /**
     * A line of nothing but the name of a part of the data heads the lines below it, and one right below it even where that is
     * at the epoch of those above; so does, where other lines tell their place, one that is about a part and tells none.
     */
    private void heading() {
        headed = tokens.size() == 1 && meaning(0) instanceof Part;
        if (headed) {
            section = ((Part) meaning(0)).split();
        } else if (tokens.size() == 1 && endsInSlash(tokens.keyStart(0), tokens.keyEnd(0))) {
            section = Split.NONE;
        }
    }

    /** {@code rollout/} begins another section as {@code train/} does. */
    private boolean endsInSlash(int from, int to) {
        int end = line.trimEnd(from, to);
        return end > from && line.bytes()[end - 1] == '/';
    }

    private Meaning meaning(int i) {
        Meaning meaning = vocabulary.of(line.bytes(), tokens.keyStart(i), tokens.keyEnd(i));
        return guessing && meaning instanceof Summary summary ? summary.otherwise() : meaning;
    }

    private void label(Meaning meaning) {
        if (meaning instanceof Part part) {
            if (part.whole()) {
                reading.whole(part.split());
            } else {
                reading.scope(part.split());
            }
        }
    }

    /** Takes a number; gives how many tokens after it are thereby done with. */
    private int number(Meaning meaning, int i) {
        boolean wordless = !around.hasWords(i)
                || meaning instanceof Meaning.Other && tokens.isFraction(i) && around.isBracketed(i);
        Meaning meant = wordless ? wordless(i) : meaning;
        if (meant instanceof Meaning.Other && around.isNamedAfter(i) && meaning(i + 1) instanceof Quantity after) {
            meant = after;
        }
        switch (meant) {
            case Position position -> {
                return position(position, i);
            }
            case Quantity quantity -> {
                return quantity(quantity, i);
            }
            case Part part -> part(part, i);
            case LearningRate rate -> reading.learningRate(tokens.value(i));
            case Summary summary -> {}
            case Meaning.Other other -> {
                reading.scope(other.split());
                if (guessing || group != null) {
                    unknown(i);
                }
            }
        }
        return 0;
    }

    private void unknown(int i) {
        if ((reading.positioned() || group != null) && tokens.isDecimal(i) && !tokens.isList(i)) {
            PhraseQuantity.unknown(line.slice(tokens.keyStart(i), tokens.keyEnd(i)))
                    .map(quantity -> group == null ? quantity : quantity.partOf(group))
                    .ifPresent(quantity -> reading.quantity(quantity, tokens.value(i)));
        }
    }

    /**
     * A number in a cell after its name; {@code [10/391]} right after an epoch; {@code [3/50]}, {@code [100]} of a boosting round
     * and {@code 0:} at the start.
     */
    private Meaning wordless(int i) {
        if (around.isNamedByCell(i)) {
            return meaning(i - 1);
        }
        if (tokens.isFraction(i) && i > 0 && meaning(i - 1) instanceof Position epoch && epoch.unit() == Unit.EPOCH) {
            return new Position(Unit.STEP, Split.NONE, null);
        }
        boolean place = !placesAreNamed
                && reading.isEmpty()
                && !tokens.isDecimal(i)
                && tokens.numbers() > 1
                && !(tokens.isFraction(i) && tokens.of(i) == 0);
        if (place && around.isBracketed(i) && (tokens.isFraction(i) || around.opensLine(i))
                || place && around.isSetOff(i)) {
            Unit unit = !tokens.isFraction(i) ? Unit.ROUND : tokens.of(i) > MOST_EPOCHS ? Unit.STEP : Unit.EPOCH;
            return new Position(unit, Split.NONE, null);
        }
        return new Meaning.Other(Split.NONE);
    }

    private int position(Position position, int i) {
        if (tokens.isPercent(i) || tokens.isList(i)) {
            return 0;
        }
        if (!isWithinEvaluation(position, i)) {
            reading.placeNamed(meaning(i) instanceof Position);
            reading.position(position.unit(), tokens.value(i));
        }
        if (position.unit() == Unit.EPOCH && tokens.isFraction(i) && around.hasWords(i)) {
            reading.epochs(tokens.of(i));
        }
        reading.scope(position.split());
        if (position.quantity() != null && around.valueFollows(i)) {
            reading.quantity(position.quantity(), tokens.value(i + 1));
            return 1;
        }
        return 0;
    }

    /** {@code Test iter: [3/14]} beside {@code Iter: 100/5000}: how far an evaluation is, which is no place of the run. */
    private boolean isWithinEvaluation(Position position, int i) {
        if (position.unit() != Unit.STEP || !tokens.isFraction(i)) {
            return false;
        }
        Split split = position.split() == Split.NONE ? section : position.split();
        boolean training = split == Split.NONE || split == Split.TRAIN;
        stepsOfTraining = training ? tokens.of(i) : stepsOfTraining;
        return !training && !Double.isNaN(stepsOfTraining) && tokens.of(i) != stepsOfTraining;
    }

    private int quantity(Quantity quantity, int i) {
        if (tokens.isList(i)
                || around.isRemark(i)
                || ProgressBars.isPercentage(line, tokens, i)
                || !trusted(quantity, i)) {
            return 0;
        }
        if (!tokens.isDecimal(i) && !tokens.isFraction(i) && !tokens.isPercent(i) && around.valueFollows(i)) {
            reading.position(Unit.STEP, tokens.value(i));
            reading.quantity(quantity, tokens.value(i + 1));
            return 1;
        }
        reading.quantity(quantity, tokens.isFraction(i) ? tokens.value(i) / tokens.of(i) : tokens.value(i));
        return 0;
    }

    private boolean trusted(Quantity quantity, int i) {
        return switch (quantity.trust()) {
            case ALWAYS -> true;
            case NOT_WHOLE ->
                tokens.isDecimal(i) || tokens.isFraction(i) || tokens.isPercent(i) || around.valueFollows(i);
            case DECIMAL -> tokens.isDecimal(i);
            case PLACED -> isPlaced(quantity);
            case PLACED_DECIMAL -> tokens.isDecimal(i) && isPlaced(quantity);
        };
    }

    private boolean isPlaced(Quantity quantity) {
        return quantity.split() != Split.NONE || reading.positioned() || section != Split.NONE;
    }

    private void part(Part part, int i) {
        boolean counts = !tokens.isDecimal(i) && !tokens.isPercent(i);
        if (counts && reading.isEmpty() && isPlaceOfPart(i)) {
            reading.position(Unit.EPOCH, tokens.value(i));
            reading.scope(part.split());
        } else if (tokens.isDecimal(i) && !reading.isEmpty() && !tokens.isList(i)) {
            reading.ofPart(part.split(), tokens.value(i), tokens.isPercent(i) ? ACCURACY : LOSS);
        } else {
            reading.scope(part.split());
        }
    }

    /** {@code Train: 0 [1250/1251]} and {@code Train 0, loss: 2.69}. */
    private boolean isPlaceOfPart(int i) {
        int next = line.skipBlanks(tokens.end(i), line.length());
        byte after = next < line.length() ? line.bytes()[next] : 0;
        return after == '[' || after == ',' && i + 1 < tokens.size() && meaning(i + 1) instanceof Quantity;
    }

    /** A bar is drawn over, or printed again and again: {@code 50/100 [===>...] - loss: 0.5} and {@code 50%|##  |}. */
    private boolean passing() {
        return line.overwritten() || ProgressBars.begins(line, tokens) || line.contains("%|");
    }
}
