package io.epochline.artifacts.curve;

import java.util.ArrayList;
import java.util.List;

/**
 * The training and the validation series of one quantity; either may be empty.
 *
 * @param unit what {@code at} counts: {@code epoch}, {@code step}, {@code round} or {@code eval}
 * @param direction of the quantity
 */
public record Curves(String unit, Series train, Series validation, Direction direction) {

    /**
     * The losses of Epochline's own trace: f64[E] each.
     *
     * @param validation NaN where there was none; where the training loss of the epoch is not finite either, it counts as
     *     a NaN of the run
     */
    public static Curves ofLosses(double[] epoch, double[] train, double[] validation) {
        if (train.length != epoch.length || validation.length != epoch.length) {
            throw new IllegalArgumentException("epoch is f64[%d], but train is f64[%d] and validation f64[%d]"
                    .formatted(epoch.length, train.length, validation.length));
        }
        List<Point> trainPoints = new ArrayList<>();
        List<Point> validationPoints = new ArrayList<>();
        for (int i = 0; i < epoch.length; i++) {
            trainPoints.add(new Point(epoch[i], train[i]));
            if (!Double.isNaN(validation[i]) || !Double.isFinite(train[i])) {
                validationPoints.add(new Point(epoch[i], validation[i]));
            }
        }
        boolean validated = validationPoints.stream().anyMatch(Point::isFinite);
        return new Curves(
                "epoch",
                new Series("train_loss", trainPoints),
                new Series("val_loss", validated ? validationPoints : List.of()),
                Direction.MIN);
    }

    /** What the run is judged by: the validation series, or the training series where there is no other. */
    public Series yardstick() {
        return validation.isEmpty() ? train : validation;
    }

    public boolean isEmpty() {
        return yardstick().isEmpty();
    }
}
