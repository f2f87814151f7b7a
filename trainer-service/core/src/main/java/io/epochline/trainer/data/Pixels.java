package io.epochline.trainer.data;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * An image as planes of numbers, f32[channels, height, width] in [0, 1]. Samples are taken as they are stored, without
 * regard to gamma or colour profiles; alpha is left out.
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record Pixels(int channels, int height, int width, float[] values) {

    /** Weights of red, green and blue in grey: ITU-R BT.601. */
    private static final float[] LUMA = {0.299f, 0.587f, 0.114f};

    static Pixels decode(PngFile file, byte[] content) {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("png");
        ImageReader reader = readers.next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(file.pixels(content))) {
            reader.setInput(in, true, true);
            return of(reader.read(0));
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw file.fault("is damaged: %s", e.getMessage());
        } finally {
            reader.dispose();
        }
    }

    private static Pixels of(BufferedImage image) {
        return image.getColorModel() instanceof IndexColorModel palette
                ? fromPalette(image.getRaster(), palette)
                : fromSamples(image.getRaster());
    }

    private static Pixels fromPalette(Raster raster, IndexColorModel palette) {
        int pixels = raster.getWidth() * raster.getHeight();
        int[] index = raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), 0, (int[]) null);
        float[] values = new float[3 * pixels];
        for (int i = 0; i < pixels; i++) {
            values[i] = palette.getRed(index[i]) / 255f;
            values[pixels + i] = palette.getGreen(index[i]) / 255f;
            values[2 * pixels + i] = palette.getBlue(index[i]) / 255f;
        }
        return new Pixels(3, raster.getHeight(), raster.getWidth(), values);
    }

    private static Pixels fromSamples(Raster raster) {
        int pixels = raster.getWidth() * raster.getHeight();
        int channels = raster.getNumBands() < 3 ? 1 : 3;
        float[] values = new float[channels * pixels];
        int[] samples = null;
        for (int channel = 0; channel < channels; channel++) {
            samples = raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), channel, samples);
            float highest = (1 << raster.getSampleModel().getSampleSize(channel)) - 1;
            for (int i = 0; i < pixels; i++) {
                values[channel * pixels + i] = samples[i] / highest;
            }
        }
        return new Pixels(channels, raster.getHeight(), raster.getWidth(), values);
    }

    /** Grey becomes the same in all channels, and colours the brightness that they have for an eye. */
    Pixels in(int wanted) {
        if (wanted == channels) {
            return this;
        }
        int pixels = height * width;
        float[] converted = new float[wanted * pixels];
        for (int i = 0; i < pixels; i++) {
            if (wanted == 1) {
                for (int channel = 0; channel < channels; channel++) {
                    converted[i] += LUMA[channel] * values[channel * pixels + i];
                }
            } else {
                for (int channel = 0; channel < wanted; channel++) {
                    converted[channel * pixels + i] = values[i];
                }
            }
        }
        return new Pixels(wanted, height, width, converted);
    }

    /** In another size, by a triangle as wide as a pixel of the coarser image, so that nothing is skipped or doubled. */
    Pixels resized(int newHeight, int newWidth) {
        if (newHeight == height && newWidth == width) {
            return this;
        }
        float[] narrow = resample(values, channels * height, width, 1, newWidth);
        float[] both = new float[channels * newHeight * newWidth];
        for (int channel = 0; channel < channels; channel++) {
            float[] plane = new float[height * newWidth];
            System.arraycopy(narrow, channel * plane.length, plane, 0, plane.length);
            float[] resampled = resample(plane, newWidth, height, newWidth, newHeight);
            System.arraycopy(resampled, 0, both, channel * resampled.length, resampled.length);
        }
        return new Pixels(channels, newHeight, newWidth, both);
    }

    /**
     * Brings lines to another length.
     *
     * @param stride from one number of a line to its next; 1 where lines lie one after the other, else the number of lines
     */
    private static float[] resample(float[] source, int lines, int length, int stride, int newLength) {
        float[] target = new float[lines * newLength];
        double scale = (double) length / newLength;
        double support = Math.max(scale, 1);
        for (int to = 0; to < newLength; to++) {
            double centre = (to + 0.5) * scale;
            int first = (int) Math.max(0, centre - support + 0.5);
            int end = (int) Math.min(length, centre + support + 0.5);
            float[] weights = weights(first, end, centre, support);
            for (int line = 0; line < lines; line++) {
                int start = stride == 1 ? line * length : line;
                float sum = 0;
                for (int from = first; from < end; from++) {
                    sum += weights[from - first] * source[start + from * stride];
                }
                target[stride == 1 ? line * newLength + to : line + to * stride] = sum;
            }
        }
        return target;
    }

    private static float[] weights(int first, int end, double centre, double support) {
        double[] heights = new double[end - first];
        double sum = 0;
        for (int i = 0; i < heights.length; i++) {
            heights[i] = Math.max(0, 1 - Math.abs(first + i + 0.5 - centre) / support);
            sum += heights[i];
        }
        float[] weights = new float[heights.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (heights[i] / sum);
        }
        return weights;
    }
}
