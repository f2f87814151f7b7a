package io.epochline.console.report.plot;

import io.epochline.console.report.plot.Curve.Weight;
import io.epochline.console.report.signal.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The lines and bands of a signal in a {@link VectorMode}. A component that is not finite is left out of what sums up. */
final class Curves {

    private final Signal signal;
    private final double[] x;

    private Curves(Signal signal, double[] x) {
        this.signal = signal;
        this.x = x;
    }

    /**
     * Bands come before lines.
     *
     * @param x f64[t] where the signal's entries stand
     * @param top how many components the hybrid mode shows
     */
    static List<Curve> of(Signal signal, double[] x, VectorMode mode, int top) {
        Curves curves = new Curves(signal, x);
        if (signal.width() == 1) {
            return List.of(curves.component(0, "", Weight.MAIN));
        }
        return switch (mode) {
            case AUTO -> of(signal, x, curves.few() ? VectorMode.COMPONENTS : VectorMode.QUANTILES, top);
            case COMPONENTS -> curves.components();
            case SUMMARY ->
                List.of(
                        curves.band("min–max", Weight.BAND, row -> quantile(row, 0), row -> quantile(row, 1)),
                        curves.line("mean", row -> Arrays.stream(row).average().orElse(Double.NaN)));
            case QUANTILES ->
                List.of(
                        curves.band("5–95 %", Weight.BAND, row -> quantile(row, 0.05), row -> quantile(row, 0.95)),
                        curves.band(
                                "25–75 %", Weight.INNER_BAND, row -> quantile(row, 0.25), row -> quantile(row, 0.75)),
                        curves.line("median", row -> quantile(row, 0.5)));
            case NORM -> List.of(curves.line("norm", Curves::norm));
            case RMS -> List.of(curves.line("RMS", Curves::rms));
            case HYBRID -> curves.hybrid(top);
        };
    }

    private boolean few() {
        return signal.width() <= Palette.distinct();
    }

    private List<Curve> components() {
        Weight weight = few() ? Weight.MAIN : Weight.DETAIL;
        return IntStream.range(0, signal.width())
                .mapToObj(i -> component(i, signal.components().get(i), weight))
                .toList();
    }

    private List<Curve> hybrid(int top) {
        List<Curve> curves = new ArrayList<>();
        IntStream.range(0, signal.width())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -change(i)))
                .limit(top)
                .map(i -> component(i, signal.components().get(i), Weight.DETAIL))
                .forEach(curves::add);
        curves.add(line("RMS", Curves::rms));
        return curves;
    }

    private double change(int component) {
        if (signal.length() == 0) {
            return 0;
        }
        double change = signal.value(signal.length() - 1, component) - signal.value(0, component);
        return Double.isFinite(change) ? Math.abs(change) : Double.MAX_VALUE;
    }

    private Curve component(int component, String part, Weight weight) {
        double truth = signal.truth().length == 0 ? Double.NaN : signal.truth()[component];
        return Curve.line(signal.name(), part, weight, x, signal.column(component))
                .withTruth(truth);
    }

    private Curve line(String part, ToDoubleFunction<double[]> sum) {
        return Curve.line(signal.name(), part, Weight.MAIN, x, over(sum));
    }

    private Curve band(String part, Weight weight, ToDoubleFunction<double[]> low, ToDoubleFunction<double[]> high) {
        return Curve.band(signal.name(), part, weight, x, over(low), over(high));
    }

    private double[] over(ToDoubleFunction<double[]> sum) {
        return IntStream.range(0, signal.length())
                .mapToDouble(t -> sum.applyAsDouble(
                        Arrays.stream(signal.row(t)).filter(Double::isFinite).toArray()))
                .toArray();
    }

    private static double norm(double[] row) {
        return row.length == 0
                ? Double.NaN
                : Math.sqrt(Arrays.stream(row).map(v -> v * v).sum());
    }

    private static double rms(double[] row) {
        return norm(row) / Math.sqrt(row.length);
    }

    /** Between the two nearest of the sorted numbers, as numpy does by default. */
    private static double quantile(double[] row, double share) {
        if (row.length == 0) {
            return Double.NaN;
        }
        double[] sorted = row.clone();
        Arrays.sort(sorted);
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
