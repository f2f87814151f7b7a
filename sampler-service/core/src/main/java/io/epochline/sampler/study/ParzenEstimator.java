package io.epochline.sampler.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.hipparchus.special.Erf;

/**
 * A mixture of normals truncated to an interval: one at each observation, and a broad one over the whole interval as the
 * prior, all of the same weight. Each is as wide as the larger gap to its neighbours, but no narrower than the interval
 * divided by min(100, observations + 2), which keeps some doubt where observations cluster.
 */
final class ParzenEstimator {

    private static final double SQRT_2 = Math.sqrt(2);
    private static final double LOG_SQRT_2_PI = 0.5 * Math.log(2 * Math.PI);

    private final double low;
    private final double high;
    private final double[] centres;
    private final double[] widths;
    private final double[] masses;

    private ParzenEstimator(double low, double high, double[] centres, double[] widths) {
        this.low = low;
        this.high = high;
        this.centres = centres;
        this.widths = widths;
        this.masses = new double[centres.length];
        for (int i = 0; i < centres.length; i++) {
            masses[i] = cumulative(high, i) - cumulative(low, i);
        }
    }

    /** Observations outside the interval, from before it was narrowed, count at its nearest end. */
    static ParzenEstimator of(NumericScale scale, List<JsonNode> observed) {
        double span = scale.high() - scale.low();
        double middle = scale.low() + span / 2;
        double[] centres = new double[observed.size() + 1];
        for (int i = 0; i < observed.size(); i++) {
            centres[i] = Math.clamp(scale.coordinate(observed.get(i)), scale.low(), scale.high());
        }
        centres[observed.size()] = middle;
        Arrays.sort(centres);
        int prior = Arrays.binarySearch(centres, middle);
        double narrowest = span / Math.min(100, centres.length + 1);
        double[] widths = new double[centres.length];
        for (int i = 0; i < centres.length; i++) {
            double left = centres[i] - (i == 0 ? scale.low() : centres[i - 1]);
            double right = (i == centres.length - 1 ? scale.high() : centres[i + 1]) - centres[i];
            widths[i] = Math.clamp(Math.max(left, right), narrowest, Math.max(span, narrowest));
        }
        widths[prior] = span;
        return new ParzenEstimator(scale.low(), scale.high(), centres, widths);
    }

    double draw(RandomGenerator random) {
        int component = random.nextInt(centres.length);
        if (widths[component] == 0) {
            return centres[component];
        }
        double share = cumulative(low, component) + random.nextDouble() * masses[component];
        double standard = SQRT_2 * Erf.erfInv(Math.clamp(2 * share - 1, -1 + 1e-15, 1 - 1e-15));
        return Math.clamp(centres[component] + widths[component] * standard, low, high);
    }

    double logDensity(double x) {
        if (low == high) {
            return 0;
        }
        double[] terms = new double[centres.length];
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < centres.length; i++) {
            double z = (x - centres[i]) / widths[i];
            terms[i] = -0.5 * z * z - LOG_SQRT_2_PI - Math.log(widths[i]) - Math.log(masses[i]);
            largest = Math.max(largest, terms[i]);
        }
        double sum = 0;
        for (double term : terms) {
            sum += Math.exp(term - largest);
        }
        return largest + Math.log(sum / centres.length);
    }

    private double cumulative(double x, int component) {
        return widths[component] == 0
                ? (x >= centres[component] ? 1 : 0)
                : 0.5 * (1 + Erf.erf((x - centres[component]) / (widths[component] * SQRT_2)));
    }
}
