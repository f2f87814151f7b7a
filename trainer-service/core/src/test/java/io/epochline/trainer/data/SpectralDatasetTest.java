package io.epochline.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.compute.ir.Shape;
import io.epochline.events.spec.DataSpec;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class SpectralDatasetTest {

    private static final int SIZE = 32;
    private static final int BINS = 30;

    @Test
    void hasTheShapesOfTheTask() {
        Dataset data = dataset(16, 0.02, 0, 1);

        assertThat(data.rows()).isEqualTo(16);
        assertThat(data.inputShape()).isEqualTo(Shape.of(1, SIZE, SIZE));
        assertThat(data.targetShape()).isEqualTo(Shape.of(2, 2, BINS));
        assertThat(data.classes()).isFalse();
    }

    @Test
    void makesARowFromTheSeedAndItsNumberAlone() {
        Dataset data = dataset(16, 0.02, 0, 1);
        float[] seventh = image(data, 7);
        image(data, 3);

        assertThat(image(dataset(16, 0.02, 0, 1), 7)).isEqualTo(seventh);
        assertThat(image(data, 8)).isNotEqualTo(seventh);
        assertThat(image(dataset(16, 0.02, 0, 2), 7)).isNotEqualTo(seventh);
    }

    @Test
    void scalesTheFourSpectraTogetherToOne() {
        Dataset data = dataset(50, 0.02, 0, 1);
        for (int row = 0; row < data.rows(); row++) {
            float highest = 0;
            for (float value : spectra(data, row)) {
                assertThat(value).isPositive();
                highest = Math.max(highest, value);
            }
            assertThat(highest).isEqualTo(1);
        }
    }

    @Test
    void makesSmoothSpectra() {
        float[] spectra = spectra(dataset(1 + 1, 0.02, 0, 1), 0);
        for (int channel = 0; channel < 4; channel++) {
            for (int bin = 1; bin < BINS; bin++) {
                assertThat(spectra[channel * BINS + bin])
                        .isBetween(
                                spectra[channel * BINS + bin - 1] - 0.25f, spectra[channel * BINS + bin - 1] + 0.25f);
            }
        }
    }

    /** Least squares from noiseless pixels must give the spectra back: the sensor does not hide what is asked for. */
    @Test
    void letsTheImageDetermineTheSpectra() {
        Mosaic mosaic = new Mosaic(128, BINS);
        double[][] gram = new double[BINS][BINS];
        float[][] responses = new float[BINS][128 * 128];
        for (int bin = 0; bin < BINS; bin++) {
            float[] one = new float[4 * BINS];
            for (int channel = 0; channel < 4; channel++) {
                one[channel * BINS + bin] = 1;
            }
            mosaic.expose(one, responses[bin]);
        }
        for (int i = 0; i < BINS; i++) {
            for (int j = 0; j < BINS; j++) {
                for (int r = 0; r < 128; r += 2) {
                    for (int c = 1; c < 128; c += 2) {
                        gram[i][j] += (double) responses[i][r * 128 + c] * responses[j][r * 128 + c];
                    }
                }
            }
        }
        assertThat(rank(gram, 1e-9))
                .as("independent views of the green sub-mosaic")
                .isEqualTo(BINS);
    }

    @Test
    void addsPhotonAndReadNoise() {
        double quiet = deviation(0);
        double noisy = deviation(0.1);

        assertThat(quiet).as("photon noise of a bright pixel, about 0.005").isBetween(0.001, 0.01);
        assertThat(noisy).isBetween(0.09, 0.11);
    }

    @Test
    void spoilsTheAskedFractionOfTargetsAndNoImage() {
        Dataset clean = dataset(200, 0.02, 0, 1);
        Dataset spoilt = dataset(200, 0.02, 0.25, 1);
        int spikes = 0;
        for (int row = 0; row < 200; row++) {
            assertThat(image(spoilt, row)).isEqualTo(image(clean, row));
            float[] before = spectra(clean, row);
            float[] after = spectra(spoilt, row);
            for (int i = 0; i < before.length; i++) {
                spikes += after[i] != before[i] ? 1 : 0;
            }
        }
        assertThat(spikes / 800.0).isBetween(0.2, 0.3);
    }

    @Test
    void hashesWhatItMakes() {
        assertThat(dataset(16, 0.02, 0, 1).sha256())
                .matches("[0-9a-f]{64}")
                .isEqualTo(dataset(16, 0.02, 0, 1).sha256())
                .isNotEqualTo(dataset(16, 0.03, 0, 1).sha256());
    }

    private static double deviation(double noise) {
        Dataset noisy = dataset(2, noise, 0, 5);
        Mosaic mosaic = new Mosaic(SIZE, BINS);
        float[] clean = new float[SIZE * SIZE];
        mosaic.expose(spectra(noisy, 0), clean);
        float[] seen = image(noisy, 0);
        double squares = 0;
        for (int p = 0; p < clean.length; p++) {
            squares += Math.pow(seen[p] - clean[p], 2);
        }
        return Math.sqrt(squares / clean.length);
    }

    /** By Gaussian elimination with full pivoting. */
    private static int rank(double[][] matrix, double tolerance) {
        int n = matrix.length;
        double largest = 0;
        for (int step = 0; step < n; step++) {
            int row = step;
            int column = step;
            for (int i = step; i < n; i++) {
                for (int j = step; j < n; j++) {
                    if (Math.abs(matrix[i][j]) > Math.abs(matrix[row][column])) {
                        row = i;
                        column = j;
                    }
                }
            }
            double pivot = matrix[row][column];
            largest = Math.max(largest, Math.abs(pivot));
            if (Math.abs(pivot) <= tolerance * largest) {
                return step;
            }
            double[] swapped = matrix[row];
            matrix[row] = matrix[step];
            matrix[step] = swapped;
            for (double[] line : matrix) {
                double value = line[column];
                line[column] = line[step];
                line[step] = value;
            }
            for (int i = step + 1; i < n; i++) {
                double factor = matrix[i][step] / pivot;
                for (int j = step; j < n; j++) {
                    matrix[i][j] -= factor * matrix[step][j];
                }
            }
        }
        return n;
    }

    private static Dataset dataset(int samples, double noise, double outliers, long seed) {
        return new SpectralDataset(new DataSpec.Spectral(samples, SIZE, BINS, noise, outliers, seed, null));
    }

    private static float[] image(Dataset data, int row) {
        FloatBuffer input = FloatBuffer.allocate(data.inputShape().size());
        data.copy(row, input, FloatBuffer.allocate(data.targetShape().size()));
        return input.array();
    }

    private static float[] spectra(Dataset data, int row) {
        FloatBuffer target = FloatBuffer.allocate(data.targetShape().size());
        data.copy(row, FloatBuffer.allocate(data.inputShape().size()), target);
        return target.array();
    }
}
