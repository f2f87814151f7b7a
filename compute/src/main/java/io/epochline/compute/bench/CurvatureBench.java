package io.epochline.compute.bench;

import io.epochline.compute.curvature.DiagonalEstimate;
import io.epochline.compute.curvature.Hutchinson;
import io.epochline.compute.curvature.LinearOperator;
import io.epochline.compute.curvature.RateRule;
import io.epochline.compute.objective.CompiledFunction;
import io.epochline.compute.objective.Quadratic;
import io.epochline.compute.objective.ReferenceFunction;
import io.epochline.compute.objective.Rosenbrock;
import io.epochline.compute.objective.Rotations;
import io.epochline.compute.optim.Optimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How good estimates of curvature are, and what learning rates made of them are worth. The same figures each time. */
public final class CurvatureBench {

    static final double CONDITION = 1e4;
    static final int SIZE = 50;

    static final int SMALL = 10;
    static final int RIDGE_PROBES = 16;
    static final int TURNED_PROBES = 256;

    private static final int REPEATS = 40;
    private static final int[] PROBES = {4, 16, 64, 256, 1024};

    /**
     * Hutchinson's estimate of the diagonal.
     *
     * @param exactError the largest relative error of one probe on a diagonal Hessian, in f64
     * @param exactErrorF32 the same as runs take it
     * @param allSignsError the largest error of the mean over all vectors of signs, on a rotated Hessian, in f64
     * @param errors by {@code probes}: root mean square over elements and repeats, of the root mean square of the diagonal
     * @param slope of their logarithm over that of the number of probes
     */
    public record Estimates(
            double exactError,
            double exactErrorF32,
            double allSignsError,
            List<Integer> probes,
            List<Double> errors,
            double slope) {}

    /**
     * Where the function curves downwards.
     *
     * @param exact the diagonal of the Hessian
     * @param estimated by Hutchinson's estimate
     * @param absolute the mean of |Hz|, which some use in its place
     */
    public record Downwards(List<Double> exact, List<Double> estimated, List<Double> absolute) {}

    /**
     * How many steps a way of going down takes.
     *
     * @param steps with the rates that the formula gives; 0 where there is no formula
     * @param fewest over a search for the scale of the rates, with the exact diagonal
     */
    public record Descents(String way, long steps, long fewest) {}

    private CurvatureBench() {}

    public static Estimates estimates() {
        double[] spectrum = Quadratic.logarithmic(SMALL, CONDITION);
        double[] theta = new double[SMALL];
        Quadratic aligned = Quadratic.axisAligned(spectrum);
        Quadratic rotated = rotated(SMALL, CONDITION);
        double[] diagonal = diagonal(rotated);
        double[] allSigns = Hutchinson.diagonal(new ReferenceFunction(rotated, theta).hessian(), SMALL, allSigns())
                .diagonal();
        double[] one = oneProbe(new ReferenceFunction(aligned, theta).hessian());
        double[] oneF32;
        try (CompiledFunction compiled = new CompiledFunction(aligned)) {
            oneF32 = oneProbe(compiled.hessian());
        }
        List<Double> errors = errors();
        return new Estimates(
                relativeError(one, spectrum),
                relativeError(oneF32, spectrum),
                IntStream.range(0, SMALL)
                        .mapToDouble(i -> Math.abs(allSigns[i] - diagonal[i]))
                        .max()
                        .orElseThrow(),
                Arrays.stream(PROBES).boxed().toList(),
                errors,
                slope(errors));
    }

    public static Downwards downwards() {
        LinearOperator hessian = new ReferenceFunction(new Rosenbrock(2), -0.3, 1).hessian();
        double[] absolute = new double[2];
        LinearOperator watched = probe -> {
            double[] image = hessian.apply(probe);
            for (int i = 0; i < 2; i++) {
                absolute[i] += Math.abs(image[i]) / RIDGE_PROBES;
            }
            return image;
        };
        double[] estimated = Hutchinson.diagonal(watched, 2, RIDGE_PROBES, new SplittableRandom(1))
                .diagonal();
        return new Downwards(
                List.of(hessian.apply(1, 0)[0], hessian.apply(0, 1)[1]),
                List.of(estimated[0], estimated[1]),
                List.of(absolute[0], absolute[1]));
    }

    /** Ways down a bowl whose axes are those of θ: rates are scaled by a formula, and by a search. */
    public static List<Descents> alongTheAxes(double condition) {
        Quadratic quadratic = Quadratic.axisAligned(Quadratic.logarithmic(SIZE, condition));
        double[] exact = quadratic.spectrum();
        double[] estimated = estimated(quadratic, 1);
        List<Descents> found = new ArrayList<>();
        try (DescentBench bench = new DescentBench(quadratic, start())) {
            double best = 2 / (1 + 1 / condition);
            found.add(new Descents("one rate", bench.plain(best), bench.fewest(best, bench::plain)));
            for (double power : new double[] {0.5, 1}) {
                found.add(byFormula(bench, estimated, exact, power));
            }
            found.add(adam(bench));
        }
        return found;
    }

    /** Ways down the same bowl, turned: no formula knows the scale of the rates, so all are searched for. */
    public static List<Descents> turned(double condition) {
        Quadratic quadratic = rotated(SIZE, condition);
        List<Descents> found = new ArrayList<>();
        try (DescentBench bench = new DescentBench(quadratic, start())) {
            found.add(new Descents("one rate", 0, bench.fewest(2, bench::plain)));
            for (double power : new double[] {0.5, 1}) {
                found.add(turned("the exact curvature", bench, diagonal(quadratic), power));
                found.add(turned(TURNED_PROBES + " probes", bench, estimated(quadratic, TURNED_PROBES), power));
            }
            found.add(adam(bench));
        }
        return found;
    }

    static Descents byFormula(DescentBench bench, double[] estimated, double[] exact, double power) {
        double lr = scale(estimated, power);
        return new Descents(
                "rates from curvature, power " + name(power),
                bench.preconditioned(rates(estimated, lr, power)),
                bench.fewest(scale(exact, power), each -> bench.preconditioned(rates(exact, each, power))));
    }

    private static Descents turned(String source, DescentBench bench, double[] curvature, double power) {
        double around = 2 / bench.largestEigenvalue(rates(curvature, 1, power));
        return new Descents(
                "rates from %s, power %s".formatted(source, name(power)),
                0,
                bench.fewest(around, lr -> bench.preconditioned(rates(curvature, lr, power))));
    }

    private static Descents adam(DescentBench bench) {
        return new Descents("Adam", 0, bench.fewest(0.1, lr -> bench.steps(new Optimizer.Adam(lr))));
    }

    private static String name(double power) {
        return power == 1 ? "1" : "1/2";
    }

    static double[] estimated(Quadratic quadratic, int probes) {
        try (CompiledFunction compiled = new CompiledFunction(quadratic)) {
            return Hutchinson.diagonal(compiled.hessian(), SIZE, probes, new SplittableRandom(2))
                    .diagonal();
        }
    }

    /** The rate that is best for a diagonal Hessian: 2 over the sum of the least and the largest curvature that is left. */
    private static double scale(double[] curvature, double power) {
        double[] left =
                Arrays.stream(curvature).map(c -> Math.pow(c, 1 - power)).toArray();
        return 2
                / (Arrays.stream(left).min().orElseThrow()
                        + Arrays.stream(left).max().orElseThrow());
    }

    private static double[] rates(double[] curvature, double lr, double power) {
        double[] ones = new double[curvature.length];
        Arrays.fill(ones, 1);
        return new RateRule(lr, power, 0, 1e-6, RateRule.Negative.FLOOR, 0, Double.POSITIVE_INFINITY)
                .rates(curvature, ones);
    }

    private static List<Double> errors() {
        Quadratic rotated = rotated(SIZE, CONDITION);
        double[] diagonal = diagonal(rotated);
        double size = Math.sqrt(Arrays.stream(diagonal).map(d -> d * d).sum());
        List<Double> errors = new ArrayList<>();
        try (CompiledFunction function = new CompiledFunction(rotated)) {
            for (int probes : PROBES) {
                double squares = 0;
                for (int repeat = 0; repeat < REPEATS; repeat++) {
                    RandomGenerator random = new SplittableRandom(100L * probes + repeat);
                    double[] estimate = Hutchinson.diagonal(function.hessian(), SIZE, probes, random)
                            .diagonal();
                    for (int i = 0; i < SIZE; i++) {
                        squares += Math.pow(estimate[i] - diagonal[i], 2) / REPEATS;
                    }
                }
                errors.add(Math.sqrt(squares) / size);
            }
        }
        return errors;
    }

    /** Of the straight line through the logarithms. */
    private static double slope(List<Double> errors) {
        double meanX = Arrays.stream(PROBES).mapToDouble(Math::log).average().orElseThrow();
        double meanY = errors.stream().mapToDouble(Math::log).average().orElseThrow();
        double above = 0;
        double below = 0;
        for (int i = 0; i < PROBES.length; i++) {
            double x = Math.log(PROBES[i]) - meanX;
            above += x * (Math.log(errors.get(i)) - meanY);
            below += x * x;
        }
        return above / below;
    }

    private static Quadratic rotated(int size, double condition) {
        return new Quadratic(
                Quadratic.logarithmic(size, condition),
                Rotations.random(size, new SplittableRandom(7)),
                new double[size]);
    }

    /** Of the Hessian, from its eigenvalues and eigenvectors. */
    private static double[] diagonal(Quadratic quadratic) {
        int n = quadratic.size();
        double[] diagonal = new double[n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                double element = quadratic.rotation().length == 0
                        ? i == k ? 1 : 0
                        : quadratic.rotation()[i * n + k];
                diagonal[i] += quadratic.spectrum()[k] * element * element;
            }
        }
        return diagonal;
    }

    static float[] start() {
        RandomGenerator random = new SplittableRandom(3);
        float[] start = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            start[i] = (float) random.nextGaussian();
        }
        return start;
    }

    private static double[] oneProbe(LinearOperator hessian) {
        DiagonalEstimate estimate = Hutchinson.diagonal(hessian, SMALL, 1, new SplittableRandom(1));
        return estimate.diagonal();
    }

    private static double relativeError(double[] found, double... expected) {
        return IntStream.range(0, found.length)
                .mapToDouble(i -> Math.abs(found[i] / expected[i] - 1))
                .max()
                .orElseThrow();
    }

    private static Stream<double[]> allSigns() {
        return IntStream.range(0, 1 << SMALL).mapToObj(bits -> IntStream.range(0, SMALL)
                .mapToDouble(i -> (bits >> i & 1) == 1 ? 1 : -1)
                .toArray());
    }
}
