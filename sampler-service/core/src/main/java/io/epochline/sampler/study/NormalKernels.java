package io.epochline.sampler.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.hipparchus.special.Erf;

/**
 * Normals truncated to the interval, one around each observation: as wide as the larger gap to its neighbours, but no
 * narrower than the interval divided by min(100, observations + 2), which keeps some doubt where observations cluster. The
 * prior is as wide as the interval. An observation outside the interval, from before the range was narrowed, counts at its
 * nearest end.
 */
final class NormalKernels implements Kernels {

    private static final double SQRT_2 = Math.sqrt(2);
    private static final double LOG_SQRT_2_PI = 0.5 * Math.log(2 * Math.PI);

    private final NumericScale scale;
    private final double[] centres;
    private final double[] widths;
    private final double[] masses;

    NormalKernels(NumericScale scale, List<JsonNode> observed) {
        double span = scale.high() - scale.low();
        this.scale = scale;
        this.centres = new double[observed.size() + 1];
        this.widths = new double[observed.size() + 1];
        this.masses = new double[observed.size() + 1];
        Arrays.fill(centres, scale.low() + span / 2);
        Arrays.fill(widths, span);
        int[] seen = IntStream.range(0, observed.size())
                .filter(i -> !observed.get(i).isMissingNode())
                .toArray();
        for (int i : seen) {
            centres[i] = Math.clamp(scale.coordinate(observed.get(i)), scale.low(), scale.high());
        }
        setWidths(seen, span);
        for (int i = 0; i < centres.length; i++) {
            masses[i] = cumulative(scale.high(), i) - cumulative(scale.low(), i);
        }
    }

    private void setWidths(int[] seen, double span) {
        int[] order = IntStream.of(seen)
                .boxed()
                .sorted((a, b) -> Double.compare(centres[a], centres[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        double narrowest = span / Math.min(100, seen.length + 2);
        int last = order.length - 1;
        for (int rank = 0; rank <= last; rank++) {
            double here = centres[order[rank]];
            double left = rank > 0 ? here - centres[order[rank - 1]] : last > 0 ? 0 : here - scale.low();
            double right = rank < last ? centres[order[rank + 1]] - here : last > 0 ? 0 : scale.high() - here;
            widths[order[rank]] = Math.clamp(Math.max(left, right), narrowest, span);
        }
    }

    @Override
    public double draw(int component, RandomGenerator random) {
        double share = cumulative(scale.low(), component) + random.nextDouble() * masses[component];
        double standard = SQRT_2 * Erf.erfInv(Math.clamp(2 * share - 1, -1 + 1e-15, 1 - 1e-15));
        return Math.clamp(centres[component] + widths[component] * standard, scale.low(), scale.high());
    }

    /** 0 everywhere on an interval that is a single point. */
    @Override
    public double logDensity(int component, double point) {
        if (scale.low() == scale.high()) {
            return 0;
        }
        double z = (point - centres[component]) / widths[component];
        return -0.5 * z * z - LOG_SQRT_2_PI - Math.log(widths[component]) - Math.log(masses[component]);
    }

    @Override
    public JsonNode value(double point) {
        return scale.value(point);
    }

    private double cumulative(double point, int component) {
        return widths[component] == 0
                ? 1
                : 0.5 * (1 + Erf.erf((point - centres[component]) / (widths[component] * SQRT_2)));
    }
}
