package io.epochline.compute.reference;

import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Window;

/** Pooling of each plane. */
final class PoolingKernels {

    /** Where the window stands: the output's position, its place in the plane, and the plane's first element. */
    private interface Place {
        void at(int here, int row, int column, int plane);
    }

    private PoolingKernels() {}

    /** The position of the first largest element under each window. */
    static double[] maxIndices(Window window, Tensor x, Shape out) {
        double[] result = new double[out.size()];
        places(x.shape(), out, (here, row, column, plane) -> {
            int[] best = {-1};
            Taps.under(window, row, column, x.shape(), (tap, pixel) -> {
                if (best[0] < 0 || x.values()[plane + pixel] > x.values()[best[0]]) {
                    best[0] = plane + pixel;
                }
            });
            result[here] = best[0];
        });
        return result;
    }

    static double[] average(Window window, Tensor x, Shape out) {
        double[] result = new double[out.size()];
        double size = window.height() * window.width();
        places(x.shape(), out, (here, row, column, plane) -> {
            Taps.under(window, row, column, x.shape(), (tap, pixel) -> result[here] += x.values()[plane + pixel]);
            result[here] /= size;
        });
        return result;
    }

    static double[] enlarge(int rows, int columns, Tensor x, Shape out) {
        double[] result = new double[out.size()];
        int width = x.shape().dim(3);
        places(
                x.shape(),
                out,
                (here, row, column, plane) -> result[here] = x.values()[plane + row / rows * width + column / columns]);
        return result;
    }

    private static void places(Shape x, Shape out, Place place) {
        int planes = out.dim(0) * out.dim(1);
        int here = 0;
        for (int plane = 0; plane < planes; plane++) {
            for (int row = 0; row < out.dim(2); row++) {
                for (int column = 0; column < out.dim(3); column++) {
                    place.at(here++, row, column, plane * x.dim(2) * x.dim(3));
                }
            }
        }
    }
}
