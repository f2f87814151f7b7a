package io.epochline.compute.foreign;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.NormalizationOps.Moments;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;
import java.util.Map;
import java.util.stream.IntStream;

/** Mean 0 and variance 1, over some axes. */
final class NormalizationRules {

    /** The epsilon of the standard where a node gives none. */
    private static final double EPSILON = 1e-5;

    private NormalizationRules() {}

    static Map<String, Rule> all() {
        return Map.of(
                "BatchNormalization", Rule.one(NormalizationRules::batch),
                "GroupNormalization", Rule.one(NormalizationRules::group),
                "InstanceNormalization", Rule.one(c -> c.b().instanceNorm(c.x(), c.x(1), c.x(2), epsilon(c))),
                "LayerNormalization", Rule.one(NormalizationRules::layer),
                "LpNormalization", Rule.one(NormalizationRules::length),
                "RMSNormalization", Rule.one(NormalizationRules::rootMeanSquare));
    }

    private static double epsilon(Call c) {
        return c.real("epsilon", EPSILON);
    }

    /** By the running statistics, which stay as they are. */
    private static Value batch(Call c) {
        if (c.flag("training_mode", false)) {
            throw new Unimportable(
                    "expected batch norm by its running statistics, found training mode",
                    "Export the model in eval mode");
        }
        c.onlyOutputsBefore(1);
        return c.b().batchNorm(c.x(), new Moments(c.x(3), c.x(4)), c.x(1), c.x(2), epsilon(c));
    }

    /** Scale and offset are one a group before opset 21, then one a channel. */
    private static Value group(Call c) {
        int groups = c.integer("num_groups", 1);
        int channels = c.x().shape().dim(1);
        return c.b().groupNorm(c.x(), groups, each(c, c.x(1), channels), each(c, c.x(2), channels), epsilon(c));
    }

    private static Value each(Call c, Value setting, int channels) {
        int given = setting.shape().size();
        if (given == channels || given == 0 || channels % given != 0) {
            return setting;
        }
        Value copies = c.b().broadcastTo(c.b().unsqueeze(setting, 1), Shape.of(given, channels / given));
        return c.b().reshape(copies, channels);
    }

    private static Value layer(Call c) {
        c.onlyOutputsBefore(1);
        GraphBuilder b = c.b();
        int first = c.x().shape().axis(c.integer("axis", -1));
        int[] axes = IntStream.range(first, c.x().rank()).toArray();
        Value scaled = b.multiply(b.standardize(c.x(), epsilon(c), axes), c.x(1));
        return c.has(2) ? b.add(scaled, c.x(2)) : scaled;
    }

    private static Value rootMeanSquare(Call c) {
        GraphBuilder b = c.b();
        int first = c.x().shape().axis(c.integer("axis", -1));
        int[] axes = IntStream.range(first, c.x().rank()).toArray();
        Value size = b.sqrt(b.add(b.meanKeepDims(b.square(c.x()), axes), epsilon(c)));
        return b.multiply(b.divide(c.x(), size), c.x(1));
    }

    private static Value length(Call c) {
        GraphBuilder b = c.b();
        int axis = c.x().shape().axis(c.integer("axis", -1));
        Shape kept = c.x().shape().with(axis, 1);
        boolean euclidean = c.integer("p", 2) == 2;
        Value length = euclidean ? b.norm(c.x(), axis) : b.sum(b.abs(c.x()), axis);
        return b.divide(c.x(), b.reshape(length, kept));
    }
}
