package io.epochline.compute.bench;

import io.epochline.compute.bench.CurvatureBench.Descents;
import io.epochline.compute.bench.CurvatureBench.Downwards;
import io.epochline.compute.bench.CurvatureBench.Estimates;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The figures of {@link CurvatureBench} as a page of Markdown. */
public final class CurvaturePage {

    private CurvaturePage() {}

    /** Takes a minute or two. */
    public static String write() {
        Estimates estimates = CurvatureBench.estimates();
        Downwards downwards = CurvatureBench.downwards();
        List<Descents> aligned = CurvatureBench.alongTheAxes(CurvatureBench.CONDITION);
        return """
                # Curvature, and learning rates made of it

                Made by `./epochline bench curvature --out docs/results/curvature.md`. The figures are the same at each run, but
                for the last digits of f32 arithmetic on another processor. Estimators and rules are those that jobs of
                [kind `objective`](../guides/objectives.md) use.

                ## Hutchinson's estimate of the diagonal of the Hessian

                The mean of z ⊙ Hz over random signs z.

                | | found | asked for |
                |---|---|---|
                | one probe on a diagonal Hessian (%d elements from 1 to 1e-4): largest relative error, f64 | %s | 0 |
                | the same as runs compute it, f32 | %s | |
                | all 2^%d vectors of signs on a rotated Hessian: largest error of their mean, f64 | %s | 1e-10 |
                | slope of the error over the number of probes, both in logarithms | %s | -0.5 ± 0.05 |

                Error on a rotated Hessian of %d elements with a condition number of 1e4, as a share of the diagonal, root mean
                square over 40 repeats, f32:

                | probes | %s |
                |---|%s
                | error | %s |

                ## Negative curvature is seen

                Rosenbrock's function at (-0.3, 1), a ridge: the diagonal of its Hessian is (%s), %d probes give (%s). The mean
                of |Hz|, which some use in its place, gives (%s) and hides the ridge.

                ## Steps to the minimum of a quadratic

                %d elements, condition number 1e4, from a normal start until the distance is 1e-6 of what it was; f32, as runs take
                them. "By formula" scales the rates by 2 over the sum of the least and the largest curvature that they leave,
                worked out from the estimated diagonal alone. "Tuned" is the fewest steps over a search for that scale.

                **Along the axes**, curvature from one probe; tuned with the exact one:

                %s
                Rates from curvature, without any tuning, take %s times the steps that tuning finds (asked for: at most 1.05). At a
                power of 1 one step is enough, as it is Newton's method there.

                **Turned** by a random rotation. This is the negative control: the diagonal of such a Hessian says next to nothing
                about its axes, and a learning rate for each parameter cannot help, however well the diagonal is known.

                %s
                So preconditioning pays where θ is in coordinates that curve independently of each other, eigenmodes for instance.
                Where it is not, it is worth little more than a single rate. What Adam gains there it owes to its momentum.
                """.formatted(
                        CurvatureBench.SMALL,
                        number(estimates.exactError()),
                        number(estimates.exactErrorF32()),
                        CurvatureBench.SMALL,
                        number(estimates.allSignsError()),
                        String.format(Locale.ROOT, "%.3f", estimates.slope()),
                        CurvatureBench.SIZE,
                        cells(estimates.probes().stream().map(String::valueOf).toList()),
                        "---|".repeat(estimates.probes().size()),
                        cells(estimates.errors().stream()
                                .map(error -> String.format(Locale.ROOT, "%.4f", error))
                                .toList()),
                        vector(downwards.exact()),
                        CurvatureBench.RIDGE_PROBES,
                        vector(downwards.estimated()),
                        vector(downwards.absolute()),
                        CurvatureBench.SIZE,
                        table(aligned),
                        ratio(aligned),
                        table(CurvatureBench.turned(CurvatureBench.CONDITION)));
    }

    private static String table(List<Descents> descents) {
        return "| | by formula | tuned |\n|---|---|---|\n"
                + descents.stream()
                        .map(way -> "| %s | %s | %s |\n".formatted(way.way(), count(way.steps()), count(way.fewest())))
                        .collect(Collectors.joining());
    }

    /** The worst of the preconditioned ways. */
    private static String ratio(List<Descents> descents) {
        return String.format(
                Locale.ROOT,
                "%.3f",
                IntStream.of(1, 2)
                        .mapToObj(descents::get)
                        .mapToDouble(way -> (double) way.steps() / way.fewest())
                        .max()
                        .orElseThrow());
    }

    private static String count(long steps) {
        return steps == 0 ? "" : steps == Long.MAX_VALUE ? "never" : String.format(Locale.ROOT, "%,d", steps);
    }

    private static String cells(List<String> cells) {
        return String.join(" | ", cells);
    }

    private static String vector(List<Double> values) {
        return values.stream()
                .map(value -> String.format(Locale.ROOT, "%.0f", value))
                .collect(Collectors.joining(", "));
    }

    private static String number(double value) {
        return value == 0 ? "0" : String.format(Locale.ROOT, "%.1e", value);
    }
}
