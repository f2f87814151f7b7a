package io.epochline.analyzer.proposal;

import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.loss.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A few examples of a task's shape on which losses are tried.
 *
 * @param target {@code f32[examples, …]}
 * @param right the prediction that says the target
 * @param wrong predictions away from it, by little and much; the last with errors as large as the run's and some outliers
 * @param dull predictions that say less than the target: the mean of each row, and half of all
 * @param slack by which a loss may be lower than at {@code right}: logits can always say the same still louder
 */
record ProbeBatch(Kind kind, Tensor target, Tensor right, List<Tensor> wrong, List<Tensor> dull, double slack) {

    /** What decides a batch: two of one kind are the same. */
    record Kind(Head head, Shape target, boolean oneHot, double scale) {}

    private static final int EXAMPLES = 4;

    /** Scores and single numbers need more to tell losses apart. */
    private static final int SMALL_EXAMPLES = 16;

    private static final int SMALL = 16;
    private static final long SEED = 17;

    /** Long axes are cut, as no loss changes its nature with length. */
    private static final int LONGEST = 32;

    private static final int MOST_ROWS = 8;
    private static final double[] ERRORS = {0.1, 0.5, 2};

    /** Between logits and between scores; a probability of 0.99 where there are two, which smoothed labels still want. */
    private static final double SURE = 4.5;

    /** softplus(RAW) + 0.001 is 1, as wide as the targets. */
    private static final double RAW = 0.54;

    /**
     * Of a task.
     *
     * @param target shape of one example's target
     * @param oneHot whether targets are classes, one-hot along the last axis
     * @param scale of the run's errors; a power of 2 near it is as good, and lets runs share what is found
     */
    static ProbeBatch of(Head head, Shape target, boolean oneHot, double scale) {
        SplittableRandom random = new SplittableRandom(SEED);
        Kind kind = new Kind(head, reduced(head, target), oneHot, Math.scalb(1, Math.getExponent(scale)));
        int examples = kind.target().size() < SMALL ? SMALL_EXAMPLES : EXAMPLES;
        Shape shape = kind.target().prepend(examples);
        double[] values = new double[shape.size()];
        int length = shape.dim(-1);
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (head) {
                case PAIR -> i % 2;
                case LABELS -> i % 2;
                default -> oneHot ? (i % length == i / length % length ? 1 : 0) : curve(i, length, random);
            };
        }
        double[] right = right(head, examples, values, oneHot);
        Shape prediction = head.prediction(shape.dropFirst(1))
                .orElseGet(() -> shape.dropFirst(1).with(-1, 2))
                .prepend(examples);
        boolean scores = oneHot || head == Head.LABELS || head == Head.PAIR;
        int moving = head == Head.GAUSSIAN || head == Head.GAUSSIAN_TARGET ? 2 : 1;
        List<Tensor> wrong = new ArrayList<>();
        for (double error : ERRORS) {
            wrong.add(Tensor.of(prediction, moved(right, examples, error, moving, random)));
        }
        wrong.add(Tensor.of(
                prediction, moved(right, examples, scores || moving == 2 ? 1 : kind.scale(), moving, random)));
        List<Tensor> dull = scores || head != Head.VALUES
                ? List.of()
                : List.of(Tensor.of(prediction, rowMeans(right, length)), Tensor.of(prediction, scaled(right, 0.5, 0)));
        return new ProbeBatch(
                kind, Tensor.of(shape, values), Tensor.of(prediction, right), wrong, dull, scores ? 1e-3 : 1e-9);
    }

    private static Shape reduced(Head head, Shape target) {
        if (target.rank() == 0) {
            return Shape.of(1);
        }
        Shape shape = target.with(-1, Math.min(LONGEST, target.dim(-1)));
        boolean rows = target.rank() > 1 && shape.size() / shape.dim(-1) > MOST_ROWS;
        return rows && (head == Head.VALUES || head == Head.LABELS) ? Shape.of(MOST_ROWS, shape.dim(-1)) : shape;
    }

    /** Smooth along the axis with variance near 1, and no two rows alike. */
    private static double curve(int i, int length, RandomGenerator random) {
        double place = length == 1 ? i : 2.0 * Math.PI * (i % length) / length;
        return 1.5 + 1.4 * Math.sin(place + i / length) + 0.05 * random.nextGaussian();
    }

    private static double[] right(Head head, int examples, double[] target, boolean oneHot) {
        int width = target.length / examples;
        return switch (head) {
            case VALUES -> oneHot ? scaled(target, SURE, 0) : target.clone();
            case LABELS -> logits(target);
            case GAUSSIAN -> halves(target, width, RAW);
            case PAIR -> pairs(target, width);
            case GAUSSIAN_TARGET -> likeTarget(target, width);
        };
    }

    private static double[] scaled(double[] values, double factor, double offset) {
        double[] scaled = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = factor * values[i] + offset;
        }
        return scaled;
    }

    private static double[] rowMeans(double[] values, int length) {
        double[] means = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            means[i - i % length] += values[i] / length;
        }
        for (int i = 0; i < values.length; i++) {
            means[i] = means[i - i % length];
        }
        return means;
    }

    private static double[] logits(double[] labels) {
        double[] logits = new double[2 * labels.length];
        for (int i = 0; i < labels.length; i++) {
            logits[2 * i + (int) labels[i]] = SURE;
        }
        return logits;
    }

    private static double[] halves(double[] means, int width, double raw) {
        double[] both = new double[2 * means.length];
        for (int i = 0; i < means.length; i++) {
            both[i / width * 2 * width + i % width] = means[i];
            both[i / width * 2 * width + width + i % width] = raw;
        }
        return both;
    }

    private static double[] pairs(double[] shares, int width) {
        double[] scores = new double[2 * shares.length];
        for (int i = 0; i < shares.length; i++) {
            scores[i / width * 2 * width + i % width] = (shares[i] - 0.5) * SURE;
            scores[i / width * 2 * width + width + i % width] = -(shares[i] - 0.5) * SURE;
        }
        return scores;
    }

    /** Means as they are; raw σ that give the target's, whose second halves are above 0 by more than the floor. */
    private static double[] likeTarget(double[] target, int width) {
        double[] prediction = target.clone();
        for (int i = 0; i < target.length; i++) {
            if (i % width >= width / 2) {
                target[i] = 0.1 + Math.abs(target[i]);
                prediction[i] = Math.log(Math.expm1(target[i] - 1e-3));
            }
        }
        return prediction;
    }

    /**
     * Every seventh value eight times as far: tails tell robust losses from others.
     *
     * @param parts 2 where only the first half of each example, its means, moves
     */
    private static double[] moved(double[] values, int examples, double size, int parts, RandomGenerator random) {
        double[] moved = values.clone();
        int width = values.length / examples;
        for (int i = 0; i < moved.length; i++) {
            double error = size * random.nextGaussian() * (i % 7 == 3 ? 8 : 1);
            moved[i] += i % width < width / parts ? error : 0;
        }
        return moved;
    }
}
