package io.epochline.compute;

import static io.epochline.compute.ir.Shape.of;

import io.epochline.compute.ir.Op;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Window;
import java.util.List;

/** Convolutions and pooling. */
final class WindowCases {

    private static final Window PLAIN = Window.of(3, 3, 1, 0);
    private static final Window SAME = Window.same(3, 1);
    private static final Window HALVING = Window.same(3, 2);
    private static final Window SKEWED = new Window(3, 2, 2, 1, 1, 0, 0, 1);
    private static final Window WIDE_PADS = Window.of(2, 2, 1, 2);
    private static final Window DILATED = Window.of(3, 2, 1, 2).dilated(2, 3);
    private static final Window SPARSE = new Window(3, 2, 2, 3, 1, 2, 2, 0).dilated(2, 3);
    private static final Window TILES = Window.of(2, 2, 2, 0);

    private WindowCases() {}

    static List<OpCase> all() {
        Shape image = of(2, 2, 6, 5);
        return List.of(
                convolution("conv", PLAIN, image, 3),
                convolution("conv, same", SAME, image, 3),
                convolution("conv, halving", HALVING, image, 3),
                convolution("conv, skewed", SKEWED, image, 3),
                convolution("conv, padded beyond the kernel", WIDE_PADS, image, 1),
                convolution("conv, 1x1", Window.of(1, 1, 1, 0), image, 3),
                convolution("conv of many channels", SAME, of(1, 9, 3, 4), 2),
                convolution("conv, dilated", DILATED, image, 3),
                convolution("conv, dilated and halving", SPARSE, of(2, 2, 6, 9), 3),
                convolution("conv in groups", SAME, of(2, 4, 4, 3), 6, 2),
                convolution("conv in groups, dilated", SPARSE, of(1, 4, 6, 8), 4, 2),
                convolution("conv, depthwise", SAME, of(2, 3, 4, 5), 3, 3),
                convolution("conv, depthwise, two each, halving", HALVING, of(2, 3, 4, 5), 6, 3),
                convolution("conv, depthwise, dilated", SPARSE, of(2, 2, 6, 9), 4, 2),
                convolution("conv of many channels, halving", HALVING, of(1, 9, 3, 4), 2),
                OpCase.of(
                        "conv with a bias and relu",
                        -1,
                        1,
                        (b, p) -> b.relu(b.add(b.conv2d(p.get(0), p.get(1), SAME), b.reshape(p.get(2), 1, 3, 1, 1))),
                        image,
                        of(3, 2, 3, 3),
                        of(3)),
                OpCase.of(
                        "transposed conv",
                        -1,
                        1,
                        (b, p) -> b.conv2dInputGradient(p.get(0), p.get(1), HALVING, 1, 6, 5),
                        of(2, 3, 3, 3),
                        of(3, 2, 3, 3)),
                OpCase.of(
                        "transposed conv with more rows",
                        -1,
                        1,
                        (b, p) -> b.convTranspose2d(p.get(0), p.get(1), HALVING, 1, 1, 0),
                        of(2, 3, 3, 2),
                        of(3, 2, 3, 3)),
                OpCase.of(
                        "transposed conv in groups, dilated",
                        -1,
                        1,
                        (b, p) -> b.convTranspose2d(p.get(0), p.get(1), SPARSE, 2, 0, 1),
                        of(2, 4, 3, 2),
                        of(4, 3, 3, 2)),
                OpCase.of(
                        "kernel gradient in groups",
                        -1,
                        1,
                        (b, p) -> b.conv2dKernelGradient(p.get(0), p.get(1), SAME, 2),
                        of(2, 4, 3, 3),
                        of(2, 2, 3, 3)),
                OpCase.of(
                        "kernel gradient",
                        -1,
                        1,
                        (b, p) -> b.conv2dKernelGradient(p.get(0), p.get(1), SKEWED, 1),
                        image,
                        of(2, 3, 3, 5)),
                OpCase.of("max pool", -2, 2, (b, p) -> b.square(b.maxPool2d(p.get(0), TILES)), image),
                OpCase.of(
                        "max pool, dilated",
                        -2,
                        2,
                        (b, p) -> b.square(
                                b.maxPool2d(p.get(0), Window.of(2, 2, 1, 1).dilated(2, 1))),
                        image),
                OpCase.of(
                        "average pool, dilated",
                        -2,
                        2,
                        (b, p) -> b.square(
                                b.averagePool2d(p.get(0), Window.of(2, 2, 2, 0).dilated(1, 2))),
                        image),
                OpCase.of("max pool, overlapping", -2, 2, (b, p) -> b.square(b.maxPool2d(p.get(0), HALVING)), image),
                OpCase.of(
                        "positions of max pool",
                        -2,
                        2,
                        (b, p) -> b.takeAlongAxis(
                                b.flatten(p.get(0), 0),
                                b.flatten(b.apply(new Op.MaxPool2dIndices(TILES), p.get(0)), 0),
                                0),
                        image),
                OpCase.of("average pool", -2, 2, (b, p) -> b.square(b.averagePool2d(p.get(0), TILES)), of(2, 1, 4, 6)),
                OpCase.of(
                        "average pool, overlapping",
                        -2,
                        2,
                        (b, p) -> b.square(b.averagePool2d(p.get(0), HALVING)),
                        image),
                OpCase.of("global average pool", -2, 2, (b, p) -> b.square(b.globalAveragePool(p.get(0))), image));
    }

    private static OpCase convolution(String name, Window window, Shape image, int outputs) {
        return convolution(name, window, image, outputs, 1);
    }

    private static OpCase convolution(String name, Window window, Shape image, int outputs, int groups) {
        Shape kernel = of(outputs, image.dim(1) / groups, window.height(), window.width());
        return OpCase.of(name, -1, 1, (b, p) -> b.conv2d(p.get(0), p.get(1), window, groups), image, kernel);
    }
}
