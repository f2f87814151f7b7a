package io.epochline.compute.gradient;

import io.epochline.compute.ir.DType;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Op;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.ir.Window;
import java.util.Arrays;

/**
 * The gradients of convolutions and pooling. With {@code t(x, k, y) = sum(y * conv2d(x, k))}, linear in each, the three
 * convolution ops are the derivatives of t in y, x and k, so the gradients of each are the other two.
 */
final class WindowPullbacks {

    private WindowPullbacks() {}

    static Value convolution(Op.Conv2d op, int operand, Site site) {
        Value kernel = site.node().input(1);
        return operand == 0
                ? inInput(site.b(), site.dy(), kernel, op.window(), op.groups(), site.x())
                : site.b().conv2dKernelGradient(site.x(), site.dy(), op.window(), op.groups());
    }

    static Value inputGradient(Op.Conv2dInputGradient op, int operand, Site site) {
        Value kernel = site.node().input(1);
        return operand == 0
                ? site.b().conv2d(site.dy(), kernel, op.window(), op.groups())
                : site.b().conv2dKernelGradient(site.dy(), site.x(), op.window(), op.groups());
    }

    static Value kernelGradient(Op.Conv2dKernelGradient op, int operand, Site site) {
        Value y = site.node().input(1);
        return operand == 0
                ? inInput(site.b(), y, site.dy(), op.window(), op.groups(), site.x())
                : site.b().conv2d(site.x(), site.dy(), op.window(), op.groups());
    }

    static Value maxPool(Window window, Site site) {
        GraphBuilder b = site.b();
        if (tiles(window, site.x().shape())) {
            return maxOfTiles(window, site);
        }
        Value indices = b.apply(new Op.MaxPool2dIndices(window), site.x());
        int size = site.x().shape().size();
        Value flat = b.scatterAdd(b.flatten(indices, 0), b.flatten(site.dy(), 0), 0, size);
        return b.reshape(flat, site.x().shape());
    }

    /** Equal elements share, as in {@link Op.Reduction#MAX}; finding the first of them would cost ten times as much. */
    private static Value maxOfTiles(Window window, Site site) {
        GraphBuilder b = site.b();
        Value chosen = b.cast(
                b.equal(site.x(), b.enlarge2d(site.y(), window.height(), window.width())),
                site.x().dtype());
        Value ties = b.multiply(b.averagePool2d(chosen, window), window.height() * window.width());
        return b.multiply(chosen, b.enlarge2d(b.divide(site.dy(), ties), window.height(), window.width()));
    }

    /** Average pooling is a convolution of each channel by itself with a constant kernel. */
    static Value averagePool(Window window, Site site) {
        GraphBuilder b = site.b();
        Shape x = site.x().shape();
        Shape y = site.y().shape();
        int channels = x.dim(0) * x.dim(1);
        double weight = 1.0 / (window.height() * window.width());
        if (tiles(window, x)) {
            return b.multiply(b.enlarge2d(site.dy(), window.height(), window.width()), weight);
        }
        Value dy = b.reshape(site.dy(), Shape.of(channels, 1, y.dim(2), y.dim(3)));
        Value kernel = b.constant(uniform(site.dy().dtype(), window, weight));
        return b.reshape(b.conv2dInputGradient(dy, kernel, window, 1, x.dim(2), x.dim(3)), x);
    }

    /** The sum over each block. */
    static Value enlarge(int rows, int columns, Site site) {
        Window block = new Window(rows, columns, rows, columns, 0, 0, 0, 0);
        return site.b().multiply(site.b().averagePool2d(site.dy(), block), (double) rows * columns);
    }

    private static Value inInput(GraphBuilder b, Value dy, Value kernel, Window window, int groups, Value like) {
        return b.conv2dInputGradient(
                dy, kernel, window, groups, like.shape().dim(2), like.shape().dim(3));
    }

    private static boolean tiles(Window window, Shape x) {
        return !window.isPadded()
                && !window.isDilated()
                && window.strideY() == window.height()
                && window.strideX() == window.width()
                && x.dim(2) % window.height() == 0
                && x.dim(3) % window.width() == 0;
    }

    private static Tensor uniform(DType dtype, Window window, double value) {
        double[] values = new double[window.height() * window.width()];
        Arrays.fill(values, value);
        return new Tensor(new ValueType(dtype, Shape.of(1, 1, window.height(), window.width())), values);
    }
}
