package io.epochline.sampler.posterior;

/**
 * How many independent draws the chains are worth for a mean: chains times draws over the integrated autocorrelation time,
 * estimated by Geyer's initial monotone sequence (1992), as Stan does. Autocovariances are computed as far as the sequence
 * goes and no further.
 */
final class EffectiveSampleSize {

    private final double[][] centred;
    private final int draws;
    private final double within;
    private final double pooled;

    EffectiveSampleSize(double[][] chains) {
        this.draws = chains[0].length;
        this.centred = new double[chains.length][draws];
        for (int chain = 0; chain < chains.length; chain++) {
            double mean = Chains.mean(chains[chain]);
            for (int t = 0; t < draws; t++) {
                centred[chain][t] = chains[chain][t] - mean;
            }
        }
        this.within = Chains.withinVariance(chains);
        this.pooled = within * (draws - 1.0) / draws + Chains.varianceOfMeans(chains);
    }

    /** NaN for draws that are constant or not finite; at most {@code n log10(n)}, as antithetic chains can be. */
    double value() {
        double total = (double) centred.length * draws;
        if (!(pooled > 0)) {
            return pooled == 0 ? total : Double.NaN;
        }
        double even = 1;
        double odd = autocorrelation(1);
        double[] pairs = new double[draws / 2 + 1];
        pairs[0] = even + odd;
        int lag = 1;
        while (lag < draws - 3 && even + odd > 0) {
            even = autocorrelation(lag + 1);
            odd = autocorrelation(lag + 2);
            pairs[(lag + 1) / 2] = Math.max(0, even + odd);
            lag += 2;
        }
        int kept = (lag - 1) / 2;
        double sum = 0;
        double smallest = Double.POSITIVE_INFINITY;
        for (int pair = 0; pair < kept; pair++) {
            smallest = Math.min(smallest, pairs[pair]);
            sum += smallest;
        }
        double time = 2 * sum - 1 + Math.max(0, kept > 0 ? even : 0);
        return total / Math.max(time, 1 / Math.log10(total));
    }

    private double autocorrelation(int lag) {
        double covariance = 0;
        for (double[] chain : centred) {
            double sum = 0;
            for (int t = 0; t + lag < draws; t++) {
                sum += chain[t] * chain[t + lag];
            }
            covariance += sum / draws;
        }
        return 1 - (within - covariance / centred.length) / pooled;
    }
}
