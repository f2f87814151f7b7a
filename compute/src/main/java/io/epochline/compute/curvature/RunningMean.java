package io.epochline.compute.curvature;

/** Mean and deviation of vectors that come one by one (Welford, 1962): equal vectors have exactly themselves as mean. */
final class RunningMean {

    private final double[] mean;
    private final double[] squares;
    private int count;

    RunningMean(int size) {
        this.mean = new double[size];
        this.squares = new double[size];
    }

    void add(double[] sample) {
        count++;
        for (int i = 0; i < mean.length; i++) {
            double off = sample[i] - mean[i];
            mean[i] += off / count;
            squares[i] += off * (sample[i] - mean[i]);
        }
    }

    /** The mean with its standard error, each sample having taken one product. */
    DiagonalEstimate estimate() {
        double[] error = new double[mean.length];
        for (int i = 0; i < error.length; i++) {
            error[i] = Math.sqrt(squares[i] / (count - 1) / count);
        }
        return new DiagonalEstimate(mean, error, count);
    }
}
