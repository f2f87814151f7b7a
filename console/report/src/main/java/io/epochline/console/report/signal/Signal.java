package io.epochline.console.report.signal;

import io.epochline.console.report.ReportException;
import java.util.Arrays;
import java.util.List;

/**
 * A series over a run's steps. What is missing has no entry; an entry that is NaN was computed so.
 *
 * @param name such as {@code val_loss} or {@code theta.dense_1.weight}
 * @param unit such as {@code s} or {@code mas}; empty for pure numbers
 * @param steps f64[t], steps done when the value was so, ascending
 * @param values f64[t], or f64[t, n] row by row for a vector of n components
 * @param components what the components of a vector are called; empty for a scalar
 * @param truth f64[n] what the values should come to, NaN for a component where it is unknown; empty where nothing is known
 */
public record Signal(
        String name, String unit, double[] steps, double[] values, List<String> components, double[] truth) {

    private static final double[] UNKNOWN = {};

    public Signal {
        components = List.copyOf(components);
        int width = Math.max(1, components.size());
        if (values.length != steps.length * width) {
            throw ReportException.of(
                    "Signal '%s' has %d values, expected %d: %d steps of %d components.",
                    name, values.length, steps.length * width, steps.length, width);
        }
        if (truth.length != 0 && truth.length != width) {
            throw ReportException.of("Signal '%s' has %d components, its truth %d numbers.", name, width, truth.length);
        }
        for (int t = 1; t < steps.length; t++) {
            if (!(steps[t - 1] < steps[t])) {
                throw ReportException.of(
                        "Signal '%s' must be in the order of its steps, found %s after %s.",
                        name, steps[t], steps[t - 1]);
            }
        }
    }

    public static Signal scalar(String name, String unit, double[] steps, double[] values) {
        return new Signal(name, unit, steps, values, List.of(), UNKNOWN);
    }

    public static Signal vector(String name, String unit, double[] steps, double[] values, List<String> components) {
        return new Signal(name, unit, steps, values, components, UNKNOWN);
    }

    /** The same without the entries whose value is NaN, for artifacts in which NaN stands for missing. */
    static Signal present(String name, String unit, double[] steps, double[] values) {
        double[] at = new double[steps.length];
        double[] kept = new double[steps.length];
        int count = 0;
        for (int t = 0; t < steps.length; t++) {
            if (!Double.isNaN(values[t])) {
                at[count] = steps[t];
                kept[count++] = values[t];
            }
        }
        return scalar(name, unit, Arrays.copyOf(at, count), Arrays.copyOf(kept, count));
    }

    public Signal withTruth(double... known) {
        return new Signal(name, unit, steps, values, components, known);
    }

    public boolean isVector() {
        return !components.isEmpty();
    }

    /** How many entries there are. */
    public int length() {
        return steps.length;
    }

    /** How many components a vector has; 1 for a scalar. */
    public int width() {
        return Math.max(1, components.size());
    }

    public double value(int entry, int component) {
        return values[entry * width() + component];
    }

    /** The components at one entry, f64[n]. */
    public double[] row(int entry) {
        return Arrays.copyOfRange(values, entry * width(), (entry + 1) * width());
    }

    /** One component over all entries, f64[t]. */
    public double[] column(int component) {
        double[] column = new double[length()];
        for (int t = 0; t < column.length; t++) {
            column[t] = value(t, component);
        }
        return column;
    }

    /** A component as a signal of its own; a scalar is its own only component. */
    public Signal component(int component) {
        if (!isVector()) {
            return this;
        }
        double[] known = truth.length == 0 ? truth : new double[] {truth[component]};
        return new Signal(name + "." + components.get(component), unit, steps, column(component), List.of(), known);
    }

    /** Signals are equal when their numbers are; a NaN equals itself. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Signal that
                && name.equals(that.name)
                && unit.equals(that.unit)
                && components.equals(that.components)
                && Arrays.equals(steps, that.steps)
                && Arrays.equals(values, that.values)
                && Arrays.equals(truth, that.truth);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(values);
    }

    /** {@code theta.bias [mas] f64[20, 3]}. */
    @Override
    public String toString() {
        return name + (unit.isEmpty() ? "" : " [" + unit + "]") + " f64[" + length()
                + (isVector() ? ", " + width() : "") + "]";
    }
}
