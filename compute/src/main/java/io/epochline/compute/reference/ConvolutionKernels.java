package io.epochline.compute.reference;

import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Window;

/** The convolution and its two adjoints: one walk over all products {@code x * kernel -> y}. */
final class ConvolutionKernels {

    /** One product, by the positions of its three elements. */
    private interface Product {
        void at(int x, int kernel, int y);
    }

    private ConvolutionKernels() {}

    static double[] forward(Window window, int groups, Tensor x, Tensor kernel, Shape out) {
        double[] result = new double[out.size()];
        products(window, groups, x.shape(), out, (i, k, o) -> result[o] += x.values()[i] * kernel.values()[k]);
        return result;
    }

    static double[] inputGradient(Window window, int groups, Tensor dy, Tensor kernel, Shape out) {
        double[] result = new double[out.size()];
        products(window, groups, out, dy.shape(), (i, k, o) -> result[i] += dy.values()[o] * kernel.values()[k]);
        return result;
    }

    static double[] kernelGradient(Window window, int groups, Tensor x, Tensor dy, Shape out) {
        double[] result = new double[out.size()];
        products(window, groups, x.shape(), dy.shape(), (i, k, o) -> result[k] += x.values()[i] * dy.values()[o]);
        return result;
    }

    private static void products(Window window, int groups, Shape x, Shape y, Product product) {
        int channels = x.dim(1) / groups;
        int outputs = y.dim(1);
        for (int image = 0; image < y.dim(0); image++) {
            for (int output = 0; output < outputs; output++) {
                int first = output / (outputs / groups) * channels;
                for (int row = 0; row < y.dim(2); row++) {
                    for (int column = 0; column < y.dim(3); column++) {
                        int at = ((image * outputs + output) * y.dim(2) + row) * y.dim(3) + column;
                        for (int channel = 0; channel < channels; channel++) {
                            int plane = (image * x.dim(1) + first + channel) * x.dim(2) * x.dim(3);
                            int taps = (output * channels + channel) * window.height() * window.width();
                            Taps.under(
                                    window, row, column, x, (tap, pixel) -> product.at(plane + pixel, taps + tap, at));
                        }
                    }
                }
            }
        }
    }
}
