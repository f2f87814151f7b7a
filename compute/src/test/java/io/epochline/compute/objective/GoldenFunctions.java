package io.epochline.compute.objective;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.epochline.compute.foreign.ForeignFunction;
import io.epochline.compute.objective.Regression.Likelihood;
import io.epochline.compute.onnx.read.OnnxReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** Functions as in golden/curvature.py, and what torch says of them. */
final class GoldenFunctions {

    private static final int ROWS = 12;
    private static final int FEATURES = 3;
    private static final JsonNode GOLDEN = golden();

    private GoldenFunctions() {}

    static ScalarFunction named(String name) {
        return switch (name) {
            case "normal" ->
                new Regression(numbers(ROWS * FEATURES, 0.5), numbers(ROWS, 2), new Likelihood.Normal(0.5), 2);
            case "logistic" -> new Regression(numbers(ROWS * FEATURES, 0.5), classes(), new Likelihood.Bernoulli(), 2);
            case "rosenbrock" -> new Rosenbrock(4);
            case "funnel" -> new Funnel(4);
            case "decay" -> onnx("decay_terms.onnx");
            default -> throw new AssertionError(name);
        };
    }

    static ForeignFunction onnx(String file) {
        try (InputStream in = GoldenFunctions.class.getResourceAsStream(file)) {
            return ForeignFunction.of(OnnxReader.read(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static double[] theta(String name) {
        return row(GOLDEN.at("/" + name + "/theta"));
    }

    static double[] fact(String name, String fact) {
        return row(GOLDEN.at("/" + name + "/" + fact));
    }

    static double value(String name) {
        return GOLDEN.at("/" + name + "/value").asDouble();
    }

    static double[][] hessian(String name) {
        return StreamSupport.stream(GOLDEN.at("/" + name + "/hessian").spliterator(), false)
                .map(GoldenFunctions::row)
                .toArray(double[][]::new);
    }

    private static double[] classes() {
        return Arrays.stream(numbers(ROWS, 0.1)).map(x -> x > 0 ? 1 : 0).toArray();
    }

    private static double[] numbers(int count, double phase) {
        return IntStream.range(0, count)
                .mapToDouble(i -> Math.sin(3 * i + phase))
                .toArray();
    }

    private static double[] row(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    private static JsonNode golden() {
        try (InputStream in = GoldenFunctions.class.getResourceAsStream("curvature.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
