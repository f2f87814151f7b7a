package io.epochline.compute.foreign;

import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;
import java.util.stream.IntStream;

/** Resize of images, in the forms that other frameworks export. */
final class Resizing {

    private static final String[] PLACES = {"half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric"};

    private Resizing() {}

    static Value resize(Call c) {
        Shape from = c.x().shape();
        int[] to = extents(c, from);
        if (to.length != 4 || to[0] != from.dim(0) || to[1] != from.dim(1)) {
            throw new Unimportable(
                    "expected images at another height and width, found " + from + " to " + Shape.of(to),
                    "Resize the last two of four axes");
        }
        String mode = c.text("mode", "nearest", "nearest", "linear");
        String places = c.text("coordinate_transformation_mode", "half_pixel", PLACES);
        if (mode.equals("linear")) {
            if (places.equals("asymmetric") || c.flag("antialias", false)) {
                throw Unimportable.attribute(
                        "coordinate_transformation_mode", "half_pixel or align_corners without antialias", places);
            }
            return c.b().resizeBilinear(c.x(), to[2], to[3], places.equals("align_corners"));
        }
        boolean whole = to[2] % from.dim(2) == 0 && to[3] % from.dim(3) == 0;
        boolean down = places.equals("asymmetric")
                && c.text("nearest_mode", "round_prefer_floor", "floor", "round_prefer_floor")
                        .equals("floor");
        if (!down && !(whole && places.contains("half_pixel"))) {
            throw Unimportable.attribute(
                    "nearest_mode", "floor of asymmetric places, or half_pixel by whole factors", places);
        }
        return c.b().resizeNearest(c.x(), to[2], to[3]);
    }

    /** Given as they are, or as factors. */
    private static int[] extents(Call c, Shape from) {
        if (c.has(3)) {
            return c.integers(3);
        }
        double[] factors = c.known(2).values();
        if (factors.length != from.rank()) {
            throw new Unimportable("expected a factor for each axis, found " + factors.length, "Give all of them");
        }
        return IntStream.range(0, factors.length)
                .map(axis -> (int) Math.floor(from.dim(axis) * factors[axis]))
                .toArray();
    }
}
