package io.epochline.trainer.data;

import io.epochline.artifacts.Sha256;
import io.epochline.compute.ir.Shape;
import io.epochline.events.spec.DataSpec;
import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;

/**
 * Simulated spectral reconstruction: from the image of a {@link Mosaic} sensor, f32[1, size, size], back to the spectra
 * of its four sub-mosaics, f32[2, 2, bins].
 *
 * <p>Spectra are smooth: a baseline with a slope and a few broad lobes that the four share, as light does, and one lobe
 * that each has alone, as surfaces do; together they are scaled to a highest value of 1. The image has Gaussian noise of
 * variance {@code signal / full well} (photons) plus {@code noise²} (read-out), with the black level taken off. A row
 * depends on nothing but the seed and its number, and is made when it is asked for.
 */
final class SpectralDataset implements Dataset {

    /** Counts up when the simulator changes what it makes from the same parameters. */
    private static final int VERSION = 1;

    private static final double FULL_WELL = 10_000;

    private final DataSpec.Spectral spec;
    private final Mosaic mosaic;

    SpectralDataset(DataSpec.Spectral spec) {
        this.spec = spec;
        this.mosaic = new Mosaic(spec.size(), spec.bins());
    }

    @Override
    public int rows() {
        return spec.samples();
    }

    @Override
    public Shape inputShape() {
        return Shape.of(1, spec.size(), spec.size());
    }

    @Override
    public Shape targetShape() {
        return Shape.of(2, 2, spec.bins());
    }

    @Override
    public boolean classes() {
        return false;
    }

    @Override
    public void copy(int row, FloatBuffer input, FloatBuffer target) {
        RandomGenerator random = Seeds.stream(spec.seed(), row);
        float[] spectra = spectra(random);
        float[] image = new float[spec.size() * spec.size()];
        mosaic.expose(spectra, image);
        addNoise(image, random);
        addOutliers(spectra, random);
        input.put(image);
        target.put(spectra);
    }

    private float[] spectra(RandomGenerator random) {
        int bins = spec.bins();
        double[] shared = new double[bins];
        double slope = random.nextDouble(-0.3, 0.3);
        for (int b = 0; b < bins; b++) {
            shared[b] = 0.35 + slope * (2 * (b + 0.5) / bins - 1);
        }
        for (int lobes = random.nextInt(2, 5); lobes > 0; lobes--) {
            addLobe(shared, 0, bins, random);
        }
        double[] spectra = new double[4 * bins];
        double highest = 0;
        for (int channel = 0; channel < 4; channel++) {
            System.arraycopy(shared, 0, spectra, channel * bins, bins);
            addLobe(spectra, channel * bins, bins, random);
        }
        for (double value : spectra) {
            highest = Math.max(highest, value);
        }
        float[] scaled = new float[spectra.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (spectra[i] / highest);
        }
        return scaled;
    }

    private static void addLobe(double[] spectrum, int from, int bins, RandomGenerator random) {
        double centre = random.nextDouble(Mosaic.SHORTEST, Mosaic.LONGEST);
        double width = random.nextDouble(20, 70);
        double height = random.nextDouble(0.3, 1);
        for (int b = 0; b < bins; b++) {
            double z = (Mosaic.wavelength(b, bins) - centre) / width;
            spectrum[from + b] += height * Math.exp(-z * z / 2);
        }
    }

    private void addNoise(float[] image, RandomGenerator random) {
        double readVariance = spec.noise() * spec.noise();
        for (int p = 0; p < image.length; p++) {
            image[p] += (float) (Math.sqrt(image[p] / FULL_WELL + readVariance) * random.nextGaussian());
        }
    }

    private void addOutliers(float[] spectra, RandomGenerator random) {
        for (int channel = 0; channel < 4; channel++) {
            boolean hit = random.nextDouble() < spec.outliers();
            int bin = random.nextInt(spec.bins());
            double height = random.nextDouble(1, 3);
            if (hit) {
                spectra[channel * spec.bins() + bin] += (float) height;
            }
        }
    }

    @Override
    public String sha256() {
        return Sha256.of("spectral v%d samples=%d size=%d bins=%d noise=%s outliers=%s seed=%d"
                .formatted(
                        VERSION, spec.samples(), spec.size(), spec.bins(), spec.noise(), spec.outliers(), spec.seed()));
    }

    @Override
    public String description() {
        return "simulated spectra, size %d, %d bins, noise %s, outliers %s, seed %d"
                .formatted(spec.size(), spec.bins(), spec.noise(), spec.outliers(), spec.seed());
    }
}
