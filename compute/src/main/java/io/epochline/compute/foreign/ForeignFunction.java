package io.epochline.compute.foreign;

import io.epochline.compute.ir.DType;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.objective.ScalarFunction;
import io.epochline.compute.onnx.read.OnnxException;
import io.epochline.compute.onnx.read.OnnxModel;
import io.epochline.compute.onnx.read.OnnxValue;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A scalar function of θ from an ONNX file: one float input of fixed shape, whose elements are θ, and one output with one
 * element. A file with several outputs calls them {@code value}, {@code residuals} and {@code losses}; the latter two are
 * terms of weight 1, for the Gauss-Newton diagonal and the empirical Fisher.
 */
public final class ForeignFunction implements ScalarFunction {

    private static final String VALUE = "value";
    private static final String RESIDUALS = "residuals";
    private static final String LOSSES = "losses";

    private final OnnxModel file;
    private final Shape input;
    private final DType dtype;

    private ForeignFunction(OnnxModel file, Shape input, DType dtype) {
        this.file = file;
        this.input = input;
        this.dtype = dtype;
    }

    /** @throws OnnxException if the file is not such a function, or no gradient comes to its input */
    public static ForeignFunction of(OnnxModel file) {
        OnnxValue theta = onlyInput(file);
        ForeignFunction function = new ForeignFunction(file, shape(theta), dtype(theta));
        function.check();
        return function;
    }

    @Override
    public int size() {
        return input.size();
    }

    @Override
    public Value value(GraphBuilder b, Value theta) {
        return b.reshape(b.cast(build(b, theta, valueName()), DType.F32), Shape.SCALAR);
    }

    @Override
    public Optional<Terms> residuals(GraphBuilder b, Value theta) {
        return terms(b, theta, RESIDUALS);
    }

    @Override
    public Optional<Terms> losses(GraphBuilder b, Value theta) {
        return terms(b, theta, LOSSES);
    }

    private Optional<Terms> terms(GraphBuilder b, Value theta, String name) {
        if (outputs().size() == 1 || !outputs().contains(name)) {
            return Optional.empty();
        }
        Value terms = b.reshape(b.cast(build(b, theta, name), DType.F32), -1);
        double[] weights = new double[terms.shape().size()];
        Arrays.fill(weights, 1);
        return Optional.of(new Terms(terms, weights));
    }

    private Value build(GraphBuilder b, Value theta, String output) {
        Importer importer = new Importer(file, b);
        importer.define(file.inputs().get(0).name(), b.cast(b.reshape(theta, input), dtype));
        file.initializers().forEach((name, tensor) -> importer.define(name, b.constant(tensor.tensor())));
        importer.run(file.nodes());
        return importer.value(output);
    }

    private void check() {
        GraphBuilder b = new GraphBuilder();
        Value theta = b.input("theta", ValueType.f32(size()));
        Value value = build(b, theta, valueName());
        if (!value.dtype().isFloat() || value.shape().size() != 1) {
            throw OnnxException.unusable(
                    "an output '" + valueName() + "' with one float",
                    value.type().toString(),
                    "Export the sum or mean of what it should make small");
        }
        if (!new GradientFlow(b.nodes(), value).reaches(theta)) {
            throw OnnxException.unusable(
                    "a value that changes smoothly with '"
                            + file.inputs().get(0).name() + "'",
                    "no gradient that comes to it",
                    "Export it without detaching or rounding");
        }
    }

    private String valueName() {
        List<String> names = outputs();
        if (names.size() == 1) {
            return names.get(0);
        }
        if (!names.contains(VALUE) || !Set.of(VALUE, RESIDUALS, LOSSES).containsAll(names)) {
            throw OnnxException.unusable(
                    "one output, or 'value' with 'residuals' or 'losses' beside it",
                    names.size() + ": " + String.join(", ", names),
                    "Name them with output_names=[\"value\", \"residuals\"]");
        }
        return VALUE;
    }

    private List<String> outputs() {
        return file.outputs().stream().map(OnnxValue::name).toList();
    }

    private static OnnxValue onlyInput(OnnxModel file) {
        if (file.inputs().size() != 1) {
            String names = file.inputs().stream().map(OnnxValue::toString).collect(Collectors.joining(", "));
            throw OnnxException.unusable(
                    "one input, theta", file.inputs().size() + ": " + names, "Join what varies in one vector");
        }
        return file.inputs().get(0);
    }

    /** A first extent that is left open is a batch, of one. */
    private static Shape shape(OnnxValue theta) {
        int[] extents = theta.extents().stream().mapToInt(Integer::intValue).toArray();
        if (extents.length > 1 && extents[0] == OnnxValue.OPEN) {
            extents[0] = 1;
        }
        if (Arrays.stream(extents).anyMatch(extent -> extent < 1)) {
            throw OnnxException.unusable(
                    "an input of fixed shape with at least one element",
                    theta.toString(),
                    "Export without dynamic_shapes");
        }
        return Shape.of(extents);
    }

    private static DType dtype(OnnxValue theta) {
        return switch (theta.type()) {
            case "float" -> DType.F32;
            case "double" -> DType.F64;
            default ->
                throw OnnxException.unusable("an input of floats", theta.toString(), "Export the model in float32");
        };
    }
}
