package io.epochline.compute;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One use of an op, with operands to try it on.
 *
 * @param low the smallest number among the operands
 * @param high the largest; the numbers of one operand are all different, so that no max has a tie
 */
public record OpCase(String name, List<Shape> shapes, double low, double high, Body body) {

    /** Builds the value of the case from its operands. */
    public interface Body {
        Value build(GraphBuilder b, List<Value> operands);
    }

    static OpCase of(String name, double low, double high, Body body, Shape... shapes) {
        return new OpCase(name, List.of(shapes), low, high, body);
    }

    /** The operands, declared as parameters {@code p0, p1, ...}. */
    public List<Value> declare(GraphBuilder b) {
        List<Value> operands = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            operands.add(b.parameter("p" + i, ValueType.f32(shapes.get(i))));
        }
        return operands;
    }

    public Map<String, Tensor> feeds() {
        Map<String, Tensor> feeds = new LinkedHashMap<>();
        for (int i = 0; i < shapes.size(); i++) {
            feeds.put("p" + i, spread(shapes.get(i), i));
        }
        return feeds;
    }

    /** A fixed weighted sum of a value, so that each of its elements has its own part in a scalar. */
    public static Value weigh(GraphBuilder b, Value value, int seed) {
        return b.sum(b.multiply(value, b.constant(gaussian(value.shape(), seed))));
    }

    public static Tensor gaussian(Shape shape, int seed) {
        return Tensor.of(shape, new Random(seed).doubles(shape.size(), -1, 1).toArray());
    }

    private Tensor spread(Shape shape, int seed) {
        Random random = new Random(seed + name.hashCode());
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < shape.size(); i++) {
            double place = (i + 0.25 + 0.5 * random.nextDouble()) / shape.size();
            values.add(low + (high - low) * place);
        }
        java.util.Collections.shuffle(values, random);
        return Tensor.of(shape, values.stream().mapToDouble(v -> v).toArray());
    }

    @Override
    public String toString() {
        return name;
    }
}
