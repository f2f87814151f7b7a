package io.epochline.compute.foreign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.onnx.read.OnnxModel;
import io.epochline.compute.onnx.read.OnnxReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** A network that golden/torch_small.py exported, and what torch made of it. */
record TorchModel(String name, OnnxModel file, JsonNode golden) {

    static TorchModel load(String name) {
        try (InputStream onnx = TorchModel.class.getResourceAsStream(name + ".onnx");
                InputStream json = TorchModel.class.getResourceAsStream(name + ".json")) {
            return new TorchModel(name, OnnxReader.read(onnx.readAllBytes()), new ObjectMapper().readTree(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ForeignModel model() {
        return ForeignModel.of(name, file, Selection.ALL);
    }

    Shape input() {
        return shape(golden.get("input"));
    }

    Shape output() {
        return shape(golden.get("output"));
    }

    /** {@code sin(i + 1.7 step)} in row-major order. */
    Tensor batch(int step, int size) {
        Shape shape = input().prepend(size);
        return Tensor.of(
                shape,
                IntStream.range(0, shape.size())
                        .mapToDouble(i -> (float) Math.sin(i + 1.7 * step))
                        .toArray());
    }

    /** {@code tanh(cos(j) sum(x))} for each example and output. */
    Tensor target(Tensor x) {
        int size = x.shape().dim(0);
        int each = x.shape().size() / size;
        int outputs = output().size();
        double[] values = new double[size * outputs];
        for (int row = 0; row < size; row++) {
            double sum = Arrays.stream(x.values(), row * each, (row + 1) * each).sum();
            for (int j = 0; j < outputs; j++) {
                values[row * outputs + j] = Math.tanh(sum * Math.cos(j));
            }
        }
        return Tensor.of(output().prepend(size), values);
    }

    double[] numbers(String key) {
        return numbers(golden.get(key));
    }

    static double[] numbers(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    private static Shape shape(JsonNode list) {
        return Shape.of(Arrays.stream(numbers(list)).mapToInt(dim -> (int) dim).toArray());
    }
}
