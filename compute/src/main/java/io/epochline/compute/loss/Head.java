package io.epochline.compute.loss;

import io.epochline.compute.ir.Shape;
import io.epochline.compute.loss.Term.Input;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a loss takes a prediction for. It follows from the inputs that the loss reads, and decides which shape a prediction
 * has beside a target. Where a prediction has two parts, the first axis of an example is twice as long as the target's, and
 * the parts are its halves.
 */
public enum Head {
    /** The prediction is of the target's shape: {@code pred} beside {@code target}. */
    VALUES("values, as many as the target", Input.PRED, Input.TARGET),
    /** Logits {@code f32[…, classes]} as {@code pred} beside class indices {@code f32[…, 1]}, one-hot as {@code labels}. */
    LABELS("logits, one for each class, beside targets of one class index", Input.PRED, Input.LABELS),
    /** {@code mu} and {@code sigma}, {@code f32[2·n, …]}, beside {@code target}, {@code f32[n, …]}. */
    GAUSSIAN("means first, then as many raw sigmas", Input.MU, Input.SIGMA, Input.TARGET),
    /** {@code mu} and {@code sigma} beside {@code target_mu} and {@code target_sigma}, both {@code f32[2·n, …]}. */
    GAUSSIAN_TARGET(
            "means first, then as many raw sigmas, beside targets of means first, then as many sigmas",
            Input.MU,
            Input.SIGMA,
            Input.TARGET_MU,
            Input.TARGET_SIGMA),
    /** The scores {@code first} and {@code second} of two items, {@code f32[2·n, …]}, beside {@code target}, {@code f32[n, …]}. */
    PAIR("scores of the first items, then of the second", Input.FIRST, Input.SECOND, Input.TARGET);

    private final String described;
    private final Set<Input> inputs;

    Head(String described, Input... inputs) {
        this.described = described;
        this.inputs = EnumSet.copyOf(Arrays.asList(inputs));
    }

    /** The first head that gives all of these inputs. */
    static Optional<Head> giving(Set<Input> read) {
        return Arrays.stream(values())
                .filter(head -> head.inputs.containsAll(read))
                .findFirst();
    }

    Set<Input> inputs() {
        return inputs;
    }

    /** Whether losses of this head compare such a prediction with such a target, both of one example. */
    public boolean accepts(Shape prediction, Shape target) {
        return this == LABELS
                ? prediction.rank() > 0
                        && prediction.dim(-1) > 1
                        && column(target).equals(prediction.with(-1, 1))
                : prediction(target).filter(prediction::equals).isPresent();
    }

    /**
     * The shape of an example's prediction beside such a target. Empty where the target does not decide it, as one class
     * index does not tell how many classes there are, or where no prediction fits the target.
     */
    public Optional<Shape> prediction(Shape target) {
        return switch (this) {
            case VALUES -> Optional.of(target);
            case LABELS -> Optional.empty();
            case GAUSSIAN, PAIR -> Optional.of(doubled(column(target)));
            case GAUSSIAN_TARGET -> Optional.of(target).filter(shape -> shape.rank() > 0 && shape.dim(0) % 2 == 0);
        };
    }

    /** The shape of an example's target beside such a prediction; empty where no target fits it. */
    public Optional<Shape> target(Shape prediction) {
        Shape target =
                switch (this) {
                    case VALUES, GAUSSIAN_TARGET -> prediction;
                    case LABELS -> prediction.rank() == 0 ? prediction : prediction.with(-1, 1);
                    case GAUSSIAN, PAIR ->
                        prediction.rank() == 0 ? prediction : prediction.with(0, prediction.dim(0) / 2);
                };
        return Optional.of(target).filter(fitting -> accepts(prediction, fitting));
    }

    private static Shape column(Shape target) {
        return target.rank() == 0 ? Shape.of(1) : target;
    }

    private static Shape doubled(Shape shape) {
        return shape.with(0, 2 * shape.dim(0));
    }

    /** In words, for a message: {@code means first, then as many raw sigmas}. */
    @Override
    public String toString() {
        return described;
    }
}
