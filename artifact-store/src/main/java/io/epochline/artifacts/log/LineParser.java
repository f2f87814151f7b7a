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

    private final Vocabulary vocabulary;
    private final Tokenizer tokenizer = new Tokenizer();
    private final ReadingBuilder reading = new ReadingBuilder();
    private Split section = Split.NONE;
    private boolean headed;
    private boolean placesAreTold;
    private double epoch = Double.NaN;
    private double stepsOfTraining = Double.NaN;
    private Line line;
    private Tokens tokens;

    LineParser(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** What the line says; null where that is nothing about a run. */
    Reading read(Line read) {
        line = read;
        tokens = tokenizer.scan(read);
        if (tokens.numbers() == 0) {
            heading();
            return null;
        }
        reading.clear();
        for (int i = 0; i < tokens.size(); i++) {
            Meaning meaning = meaning(i);
            if (meaning instanceof Summary summary && (summary.ofRun() || reading.isEmpty())) {
                return null;
            }
            if (tokens.isLabel(i)) {
                label(meaning);
            } else {
                i += number(meaning, i);
            }
        }
        boolean holds = !reading.positioned() || headed && reading.isAtEpoch(epoch);
        headed = false;
        Reading built = reading.build(holds ? section : Split.NONE, passing());
        if (reading.positioned()) {
            epoch = built.epoch();
            section = Split.NONE;
            placesAreTold |= !built.values().isEmpty();
        } else if (placesAreTold && built != null && reading.scope() != Split.NONE) {
            section = reading.scope();
        }
        return built;
    }

    /**
     * A line of nothing but the name of a part of the data heads the lines below it, and one right below it even where that is
     * at the epoch of those above; so does, where other lines tell their place, one that is about a part and tells none.
     */
    private void heading() {
        headed = tokens.size() == 1 && meaning(0) instanceof Part;
        if (headed) {
            section = ((Part) meaning(0)).split();
        }
    }

    private Meaning meaning(int i) {
        return vocabulary.of(line.bytes(), tokens.keyStart(i), tokens.keyEnd(i));
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
        boolean wordless = !hasWords(i) || meaning instanceof Meaning.Other && tokens.isFraction(i) && isBracketed(i);
        Meaning meant = wordless ? wordless(i) : meaning;
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
            case Meaning.Other other -> reading.scope(other.split());
        }
        return 0;
    }

    private boolean hasWords(int i) {
        byte[] bytes = line.bytes();
        for (int at = tokens.keyStart(i); at < tokens.keyEnd(i); at++) {
            if (Bytes.isLetter(bytes[at])) {
                return true;
            }
        }
        return false;
    }

    /**
     * A number in a cell after its name; {@code [10/391]} right after an epoch; {@code [3/50]}, {@code [100]} of a boosting round
     * and {@code 0:} at the start.
     */
    private Meaning wordless(int i) {
        if (isNamedByCell(i)) {
            return meaning(i - 1);
        }
        if (tokens.isFraction(i) && i > 0 && meaning(i - 1) instanceof Position epoch && epoch.unit() == Unit.EPOCH) {
            return new Position(Unit.STEP, Split.NONE, null);
        }
        boolean place = reading.isEmpty()
                && !tokens.isDecimal(i)
                && tokens.numbers() > 1
                && !(tokens.isFraction(i) && tokens.of(i) == 0);
        if (place && isBracketed(i) && (tokens.isFraction(i) || opensLine(i)) || place && isBeforeColon(i)) {
            return new Position(tokens.isFraction(i) ? Unit.EPOCH : Unit.ROUND, Split.NONE, null);
        }
        return new Meaning.Other(Split.NONE);
    }

    private boolean isBracketed(int i) {
        int before = line.trimEnd(0, tokens.keyEnd(i));
        int next = line.skipBlanks(tokens.end(i), line.length());
        return before > 0 && line.bytes()[before - 1] == '[' && next < line.length() && line.bytes()[next] == ']';
    }

    /** Whether nothing but a time in brackets goes before. */
    private boolean opensLine(int i) {
        int bracket = line.trimEnd(0, tokens.keyEnd(i)) - 1;
        return hasNothingBut(" ", 0, bracket)
                || line.bytes()[tokens.keyStart(i)] == ']' && hasNothingBut(" ]", tokens.keyStart(i), bracket);
    }

    private boolean isBeforeColon(int i) {
        int next = line.skipBlanks(tokens.end(i), line.length());
        return hasNothingBut(" ", 0, tokens.keyEnd(i)) && next < line.length() && line.bytes()[next] == ':';
    }

    /** {@code | loss | 0.5 |}: names and numbers in turn. */
    private boolean isNamedByCell(int i) {
        return i > 0
                && tokens.isLabel(0)
                && tokens.isLabel(i - 1)
                && tokens.isCell(i - 1)
                && (i == 1 || !tokens.isLabel(i - 2));
    }

    private int position(Position position, int i) {
        if (tokens.isPercent(i) || tokens.isList(i)) {
            return 0;
        }
        if (!isWithinEvaluation(position, i)) {
            reading.position(position.unit(), tokens.value(i));
        }
        if (position.unit() == Unit.EPOCH && tokens.isFraction(i) && hasWords(i)) {
            reading.epochs(tokens.of(i));
        }
        reading.scope(position.split());
        if (position.quantity() != null && valueFollows(i)) {
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
        if (tokens.isList(i) || isRemark(i) || ProgressBars.isPercentage(line, tokens, i) || !trusted(quantity, i)) {
            return 0;
        }
        if (!tokens.isDecimal(i) && !tokens.isFraction(i) && !tokens.isPercent(i) && valueFollows(i)) {
            reading.position(Unit.STEP, tokens.value(i));
            reading.quantity(quantity, tokens.value(i + 1));
            return 1;
        }
        reading.quantity(quantity, tokens.isFraction(i) ? tokens.value(i) / tokens.of(i) : tokens.value(i));
        return 0;
    }

    /** {@code mse (2)}: a whole number in brackets after the name counts or enumerates. */
    private boolean isRemark(int i) {
        int before = line.trimEnd(tokens.keyStart(i), tokens.keyEnd(i)) - 1;
        boolean bracketed = before > tokens.keyStart(i)
                && line.bytes()[before] == '('
                && Bytes.isName(line.bytes()[line.trimEnd(tokens.keyStart(i), before) - 1]);
        return bracketed && !tokens.isDecimal(i) && !tokens.isPercent(i) && !tokens.isFraction(i);
    }

    private boolean trusted(Quantity quantity, int i) {
        return switch (quantity.trust()) {
            case ALWAYS -> true;
            case NOT_WHOLE -> tokens.isDecimal(i) || tokens.isFraction(i) || tokens.isPercent(i) || valueFollows(i);
            case PLACED -> quantity.split() != Split.NONE || reading.positioned() || section != Split.NONE;
        };
    }

    /** {@code val loss 1000: 0.5}: a measured value right after a count. */
    private boolean valueFollows(int i) {
        int next = i + 1;
        return next < tokens.size()
                && !tokens.isLabel(next)
                && tokens.isDecimal(next)
                && !tokens.isPercent(i)
                && tokens.keyStart(next) == tokens.end(i)
                && joins(tokens.keyStart(next), tokens.keyEnd(next));
    }

    /** {@code =}, {@code :} or {@code is} between a place and the value there. */
    private boolean joins(int from, int to) {
        return hasNothingBut(" :=", from, to) || line.slice(from, to).strip().equals("is");
    }

    private boolean hasNothingBut(String allowed, int from, int to) {
        for (int i = from; i < to; i++) {
            if (allowed.indexOf(line.bytes()[i]) < 0) {
                return false;
            }
        }
        return true;
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
