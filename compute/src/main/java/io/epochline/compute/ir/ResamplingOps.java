package io.epochline.compute.ir;

/** Images {@code [batch, channels, height, width]} at other sizes. */
public sealed interface ResamplingOps extends NeuralOps, MatrixOps permits GraphBuilder {

    /** The mean under the window of the elements that lie on the image; padding does not count. */
    default Value averagePool2dInside(Value x, Window window) {
        Value mean = averagePool2d(x, window);
        if (!window.isPadded()) {
            return mean;
        }
        int height = mean.shape().dim(2);
        int width = mean.shape().dim(3);
        double[] shares = new double[height * width];
        for (int row = 0; row < height; row++) {
            int rows = window.coveredRows(row, x.shape().dim(2));
            for (int column = 0; column < width; column++) {
                int columns = window.coveredColumns(column, x.shape().dim(3));
                shares[row * width + column] = (double) window.height() * window.width() / (rows * columns);
            }
        }
        return multiply(mean, constant(new Tensor(new ValueType(x.dtype(), Shape.of(height, width)), shares)));
    }

    /**
     * Means over a grid of cells, whatever the extent of the image: cell {@code i} of {@code m} covers {@code floor(i
     * n/m)} to before {@code ceil((i + 1) n/m)} of {@code n} pixels. Cells overlap where m does not divide n.
     */
    default Value adaptiveAveragePool2d(Value x, int height, int width) {
        needsImage("adaptive_average_pool2d", x, height, width);
        int rows = x.shape().dim(2);
        int columns = x.shape().dim(3);
        if (rows == height && columns == width) {
            return x;
        }
        if (rows % height == 0 && columns % width == 0) {
            Window cell = new Window(rows / height, columns / width, rows / height, columns / width, 0, 0, 0, 0);
            return averagePool2d(x, cell);
        }
        Value narrow = mapAxis(x, 3, constant(Matrices.means(x.dtype(), columns, width)));
        return mapAxis(narrow, 2, constant(Matrices.means(x.dtype(), rows, height)));
    }

    /** Every pixel as a block of so many rows and columns. */
    default Value enlarge2d(Value x, int rows, int columns) {
        return rows == 1 && columns == 1 ? x : apply(new Op.Enlarge2d(rows, columns), x);
    }

    /** Pixel {@code i} of {@code m} is pixel {@code floor(i n/m)} of {@code n}, along both axes. */
    default Value resizeNearest(Value x, int height, int width) {
        needsImage("resize_nearest", x, height, width);
        int rows = x.shape().dim(2);
        int columns = x.shape().dim(3);
        if (height % rows == 0 && width % columns == 0) {
            return enlarge2d(x, height / rows, width / columns);
        }
        Value wide = mapAxis(x, 3, constant(Matrices.nearest(x.dtype(), columns, width)));
        return mapAxis(wide, 2, constant(Matrices.nearest(x.dtype(), rows, height)));
    }

    /**
     * Each pixel mixes the four that lie around its place. Pixel {@code i} of {@code m} lies at {@code (i + 1/2) n/m -
     * 1/2} of {@code n}, or with aligned corners, which keeps the first and the last where they are, at {@code i (n - 1)/(m
     * - 1)}.
     */
    default Value resizeBilinear(Value x, int height, int width, boolean alignCorners) {
        needsImage("resize_bilinear", x, height, width);
        Value wide = mapAxis(x, 3, constant(Matrices.linear(x.dtype(), x.shape().dim(3), width, alignCorners)));
        return mapAxis(wide, 2, constant(Matrices.linear(x.dtype(), x.shape().dim(2), height, alignCorners)));
    }

    /** {@code [b, c·f², h, w] -> [b, c, h·f, w·f]}: channels become the pixels of a block (Shi et al., 2016). */
    default Value pixelShuffle(Value x, int factor) {
        boolean fits = x.rank() == 4
                && factor >= 1
                && x.shape().dim(1) > 0
                && x.shape().dim(1) % ((long) factor * factor) == 0;
        if (!fits) {
            throw TypeException.of("pixel_shuffle", "[batch, channels·" + factor + "², height, width]", x.type());
        }
        int channels = x.shape().dim(1) / (factor * factor);
        int batch = x.shape().dim(0);
        int height = x.shape().dim(2);
        int width = x.shape().dim(3);
        Value blocks = transpose(reshape(x, batch, channels, factor, factor, height, width), 0, 1, 4, 2, 5, 3);
        return reshape(blocks, batch, channels, height * factor, width * factor);
    }

    /** {@code [b, c, h·f, w·f] -> [b, c·f², h, w]}: the opposite of {@link #pixelShuffle}. */
    default Value pixelUnshuffle(Value x, int factor) {
        boolean fits = x.rank() == 4
                && factor >= 1
                && x.shape().dim(2) % factor == 0
                && x.shape().dim(3) % factor == 0;
        if (!fits) {
            throw TypeException.of(
                    "pixel_unshuffle", "[batch, channels, height·" + factor + ", width·" + factor + "]", x.type());
        }
        int channels = x.shape().dim(1);
        int batch = x.shape().dim(0);
        int height = x.shape().dim(2) / factor;
        int width = x.shape().dim(3) / factor;
        Value blocks = transpose(reshape(x, batch, channels, height, factor, width, factor), 0, 1, 3, 5, 2, 4);
        return reshape(blocks, batch, channels * factor * factor, height, width);
    }

    private static void needsImage(String op, Value x, int height, int width) {
        boolean fits = x.rank() == 4 && x.shape().dim(2) > 0 && x.shape().dim(3) > 0 && height > 0 && width > 0;
        if (!fits) {
            String expected = "an image [batch, channels, height, width] and a size of at least 1x1";
            throw TypeException.of(op, expected, x.type() + " to " + height + "x" + width);
        }
    }
}
