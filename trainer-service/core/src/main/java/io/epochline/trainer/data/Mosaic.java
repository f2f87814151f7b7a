package io.epochline.trainer.data;

/**
 * The sensor of the spectral simulator: what each pixel makes of a spectrum.
 *
 * <p>Pixels form a BGGR mosaic of four sub-mosaics with broad dye filters (numbered 0 B, 1 G, 2 G, 3 R). On each lies a
 * metasurface whose super-cell of 8 × 8 pixels repeats and gives the 16 pixels of a sub-mosaic in it 16 narrower
 * pass-bands from 400 to 700 nm. Towards the edge light arrives at an angle θ, which shifts a pass-band to
 * {@code λ √(1 − (sin θ / n)²)} (the interference filter's law) and dims it by {@code cos⁴ θ}. So neighbouring cells see
 * the same spectrum through slightly different bands, and the image as a whole resolves more than 16.
 */
final class Mosaic {

    static final double SHORTEST = 400;
    static final double LONGEST = 700;

    private static final int CELL = 8;
    private static final int BANDS = 16;
    private static final int ZONES = 16;
    private static final double[] DYE_CENTRES = {455, 540, 540, 615};
    private static final double DYE_WIDTH = 50;
    private static final double DYE_LEAK = 0.2;
    private static final double BAND_WIDTH = 12;
    private static final double BAND_LEAK = 0.05;
    private static final double EDGE_ANGLE = Math.toRadians(20);
    private static final double EFFECTIVE_INDEX = 1.7;

    private final int size;
    private final int bins;
    private final float[] transmission;
    private final short[] filter;
    private final float[] vignetting;

    /** A sensor of {@code size} × {@code size} pixels for spectra of {@code bins} numbers. */
    Mosaic(int size, int bins) {
        this.size = size;
        this.bins = bins;
        this.transmission = transmission(bins);
        this.filter = new short[size * size];
        this.vignetting = new float[size * size];
        for (int r = 0; r < size; r++) {
            for (int c = 0; c < size; c++) {
                double radius = Math.min(1, Math.hypot(fromCentre(r), fromCentre(c)) / Math.sqrt(2));
                int zone = Math.min(ZONES - 1, (int) (radius * ZONES));
                int band = (r % CELL / 2) * (CELL / 2) + c % CELL / 2;
                filter[r * size + c] = (short) ((zone * 4 + channel(r, c)) * BANDS + band);
                vignetting[r * size + c] = (float) Math.pow(Math.cos(radius * EDGE_ANGLE), 4);
            }
        }
    }

    /** The middle of a bin in nanometres. */
    static double wavelength(int bin, int bins) {
        return SHORTEST + (LONGEST - SHORTEST) * (bin + 0.5) / bins;
    }

    /**
     * What the sensor sees without noise, 1 at most for spectra in [0, 1].
     *
     * @param spectra f32[4, bins], one per sub-mosaic
     * @param image f32[size, size], written
     */
    void expose(float[] spectra, float[] image) {
        float[] seen = new float[ZONES * 4 * BANDS];
        for (int f = 0; f < seen.length; f++) {
            int channel = f / BANDS % 4;
            float sum = 0;
            for (int b = 0; b < bins; b++) {
                sum += transmission[f * bins + b] * spectra[channel * bins + b];
            }
            seen[f] = sum;
        }
        for (int p = 0; p < image.length; p++) {
            image[p] = seen[filter[p]] * vignetting[p];
        }
    }

    private static int channel(int r, int c) {
        return r % 2 * 2 + c % 2;
    }

    private double fromCentre(int pixel) {
        return 2 * (pixel + 0.5) / size - 1;
    }

    /** f32[zone, channel, band, bin], scaled so that the brightest filter gives 1 for a spectrum of ones. */
    private static float[] transmission(int bins) {
        float[] curves = new float[ZONES * 4 * BANDS * bins];
        double brightest = 0;
        for (int f = 0; f < ZONES * 4 * BANDS; f++) {
            int zone = f / (4 * BANDS);
            double angle = (zone + 0.5) / ZONES * EDGE_ANGLE;
            double shift = Math.sqrt(1 - Math.pow(Math.sin(angle) / EFFECTIVE_INDEX, 2));
            double dye = DYE_CENTRES[f / BANDS % 4];
            double centre = shift * (SHORTEST + (LONGEST - SHORTEST) * (f % BANDS + 0.5) / BANDS);
            double sum = 0;
            for (int b = 0; b < bins; b++) {
                double wavelength = wavelength(b, bins);
                double passed =
                        bump(wavelength, dye, DYE_WIDTH, DYE_LEAK) * bump(wavelength, centre, BAND_WIDTH, BAND_LEAK);
                curves[f * bins + b] = (float) passed;
                sum += passed;
            }
            brightest = Math.max(brightest, sum);
        }
        for (int i = 0; i < curves.length; i++) {
            curves[i] /= (float) brightest;
        }
        return curves;
    }

    private static double bump(double at, double centre, double width, double leak) {
        double z = (at - centre) / width;
        return leak + (1 - leak) * Math.exp(-z * z / 2);
    }
}
