package io.epochline.compute.foreign;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Op.Reduction;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.Window;
import java.util.Map;
import java.util.stream.IntStream;

/** Convolutions, pooling, and images of other sizes. */
final class WindowRules {

    private WindowRules() {}

    static Map<String, Rule> all() {
        return Map.of(
                "AveragePool", Rule.one(WindowRules::averagePool),
                "Conv", Rule.one(WindowRules::convolution),
                "ConvTranspose", Rule.one(WindowRules::transposed),
                "GlobalAveragePool", Rule.one(c -> global(c, Reduction.MEAN)),
                "GlobalMaxPool", Rule.one(c -> global(c, Reduction.MAX)),
                "MaxPool", Rule.one(WindowRules::maxPool),
                "Resize", Rule.one(Resizing::resize));
    }

    private static int[] extents(Value kernel) {
        return kernel.shape().dropFirst(Math.min(2, kernel.rank())).toArray();
    }

    private static Value convolution(Call c) {
        Windows windows = Windows.of(c, extents(c.x(1)));
        Value made =
                c.b().conv2d(windows.image(c.x()), windows.image(c.x(1)), windows.window(0, 0), c.integer("group", 1));
        return biased(c, windows.like(made));
    }

    private static Value transposed(Call c) {
        if (c.node().integers("output_shape").isPresent()) {
            throw Unimportable.attribute(
                    "output_shape",
                    "left out",
                    c.node().integers("output_shape").get());
        }
        c.text("auto_pad", "NOTSET", "NOTSET", "VALID");
        Windows windows = Windows.of(c, extents(c.x(1)));
        int[] more = windows.pair("output_padding", 0);
        Value made = c.b().convTranspose2d(
                        windows.image(c.x()),
                        windows.image(c.x(1)),
                        windows.window(0, 0),
                        c.integer("group", 1),
                        more[0],
                        more[1]);
        return biased(c, windows.like(made));
    }

    private static Value biased(Call c, Value made) {
        return c.has(2) ? c.b().add(made, c.b().perChannel(c.x(2), made)) : made;
    }

    private static int[] kernel(Call c) {
        return c.integers("kernel_shape").orElse(new int[0]);
    }

    private static Value maxPool(Call c) {
        c.onlyOutputsBefore(1);
        Windows windows = Windows.of(c, kernel(c));
        return windows.like(c.b().maxPool2d(windows.image(c.x()), windows.roundedUp()));
    }

    private static Value averagePool(Call c) {
        Windows windows = Windows.of(c, kernel(c));
        Value image = windows.image(c.x());
        Window window = windows.roundedUp();
        boolean paddingCounts = c.flag("count_include_pad", false);
        if (paddingCounts && !window.equals(windows.window(0, 0))) {
            throw Unimportable.attribute("count_include_pad", "0 with ceil_mode", 1);
        }
        return windows.like(
                paddingCounts ? c.b().averagePool2d(image, window) : c.b().averagePool2dInside(image, window));
    }

    private static Value global(Call c, Reduction kind) {
        GraphBuilder b = c.b();
        int[] space = IntStream.range(2, c.x().rank()).toArray();
        return space.length == 0 ? c.x() : b.reduce(kind, c.x(), true, space);
    }
}
