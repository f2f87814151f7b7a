package io.epochline.compute;

import static io.epochline.compute.ir.Shape.of;

import io.epochline.compute.ir.NormalizationOps;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Window;
import java.util.List;
import java.util.stream.Stream;

/** What is made of other ops for images and channels: other sizes, and normalisation. */
final class ImageCases {

    private static final Shape IMAGE = of(2, 4, 3, 5);

    private ImageCases() {}

    static Stream<OpCase> all() {
        return Stream.of(sizes(), normalizations()).flatMap(List::stream);
    }

    private static List<OpCase> sizes() {
        Window padded = new Window(3, 2, 2, 1, 1, 1, 2, 0);
        return List.of(
                resampling("average pool inside", (b, p) -> b.averagePool2dInside(p.get(0), padded)),
                resampling(
                        "average pool inside, no padding",
                        (b, p) -> b.averagePool2dInside(p.get(0), Window.of(2, 2, 1, 0))),
                resampling(
                        "average pool inside, rounded up",
                        (b, p) -> b.averagePool2dInside(
                                p.get(0), Window.of(2, 2, 3, 0).roundedUp(3, 5))),
                resampling(
                        "max pool, rounded up",
                        (b, p) -> b.maxPool2d(p.get(0), Window.of(2, 2, 2, 1).roundedUp(3, 5))),
                resampling("average pool inside, same", (b, p) -> b.averagePool2dInside(p.get(0), Window.same(3, 2))),
                resampling("adaptive average pool", (b, p) -> b.adaptiveAveragePool2d(p.get(0), 2, 3)),
                resampling("adaptive average pool, larger", (b, p) -> b.adaptiveAveragePool2d(p.get(0), 4, 5)),
                resampling("adaptive average pool, dividing", (b, p) -> b.adaptiveAveragePool2d(p.get(0), 3, 1)),
                resampling("enlarge", (b, p) -> b.enlarge2d(p.get(0), 3, 2)),
                resampling("nearest, twice as large", (b, p) -> b.resizeNearest(p.get(0), 6, 10)),
                resampling("nearest, of any size", (b, p) -> b.resizeNearest(p.get(0), 4, 3)),
                resampling("bilinear", (b, p) -> b.resizeBilinear(p.get(0), 6, 4, false)),
                resampling("bilinear with aligned corners", (b, p) -> b.resizeBilinear(p.get(0), 2, 9, true)),
                resampling("bilinear to one pixel", (b, p) -> b.resizeBilinear(p.get(0), 1, 1, true)),
                resampling("pixel shuffle", (b, p) -> b.pixelShuffle(p.get(0), 2)),
                OpCase.of("pixel unshuffle", -1, 1, (b, p) -> b.square(b.pixelUnshuffle(p.get(0), 2)), of(1, 2, 4, 6)));
    }

    private static List<OpCase> normalizations() {
        return List.of(
                OpCase.of("standardize", -2, 2, (b, p) -> b.standardize(p.get(0), 1e-3, 1, 2), of(2, 3, 2)),
                normalization("layer norm", (b, p) -> b.layerNorm(p.get(0), p.get(1), p.get(2), 1e-3), of(3, 5)),
                normalization("group norm", (b, p) -> b.groupNorm(p.get(0), 2, p.get(1), p.get(2), 1e-3), of(4)),
                normalization("instance norm", (b, p) -> b.instanceNorm(p.get(0), p.get(1), p.get(2), 1e-3), of(4)),
                normalization(
                        "batch norm by the batch",
                        (b, p) -> b.batchNorm(p.get(0), b.channelMoments(p.get(0)), p.get(1), p.get(2), 1e-3),
                        of(4)),
                OpCase.of(
                        "batch norm by given moments",
                        0.5,
                        2,
                        (b, p) -> {
                            NormalizationOps.Moments moments = new NormalizationOps.Moments(p.get(1), p.get(2));
                            return b.batchNorm(p.get(0), moments, p.get(3), p.get(4), 1e-3);
                        },
                        of(2, 3),
                        of(3),
                        of(3),
                        of(3),
                        of(3)));
    }

    private static OpCase resampling(String name, OpCase.Body body) {
        return OpCase.of(name, -1, 1, (b, p) -> b.square(body.build(b, p)), IMAGE);
    }

    private static OpCase normalization(String name, OpCase.Body body, Shape settings) {
        return OpCase.of(name, -2, 2, body, IMAGE, settings, settings);
    }
}
