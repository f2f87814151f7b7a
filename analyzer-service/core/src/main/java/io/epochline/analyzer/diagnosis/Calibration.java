package io.epochline.analyzer.diagnosis;

/**
 * How honest predicted deviations are, by z = (target − μ) / σ over all values.
 *
 * @param count of values
 * @param coverage share with |z| below 1; 0.683 where σ is honest and errors are normal
 * @param spread root mean square of z; 1 where σ is honest
 */
public record Calibration(int count, double coverage, double spread) {

    /** Lowest σ that a prediction can say, as in {@code io.epochline.compute.loss}. */
    private static final double FLOOR = 1e-3;

    /**
     * Measures predictions of a sigma head.
     *
     * @param prediction f32[N, 2·width]: means, then as many raw σ, each example; σ = softplus(raw) + 0.001
     * @param target f32[N, width]
     */
    public static Calibration of(float[] prediction, float[] target, int width) {
        int inside = 0;
        double squares = 0;
        for (int i = 0; i < target.length; i++) {
            int mean = i / width * 2 * width + i % width;
            double z = (target[i] - prediction[mean]) / sigma(prediction[mean + width]);
            inside += Math.abs(z) < 1 ? 1 : 0;
            squares += z * z;
        }
        return new Calibration(target.length, inside / (double) target.length, Math.sqrt(squares / target.length));
    }

    private static double sigma(double raw) {
        return Math.max(raw, 0) + Math.log1p(Math.exp(-Math.abs(raw))) + FLOOR;
    }
}
