package io.epochline.compute.foreign;

import io.epochline.compute.ir.DType;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Node;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;
import io.epochline.compute.onnx.read.Fault;
import io.epochline.compute.onnx.read.OnnxException;
import io.epochline.compute.onnx.read.OnnxModel;
import io.epochline.compute.onnx.read.OnnxNode;
import io.epochline.compute.onnx.read.OnnxValue;
import io.epochline.compute.onnx.read.StoredTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A forward path built on a batch. */
final class ForeignGraph {

    /** Settings such as bounds and factors have no more elements than this; weights are not read as such. */
    private static final int LARGEST_SETTING = 64;

    private final GraphBuilder b;
    private final Importer importer;
    private final Map<String, Value> trained = new LinkedHashMap<>();
    private final Map<String, Value> frozen = new LinkedHashMap<>();
    private final Value output;

    /**
     * Trained initializers become parameters, the other f32 ones inputs, unless they are scalars: those are constants, as
     * are all of other dtypes.
     *
     * @throws OnnxException telling what cannot be built
     */
    ForeignGraph(OnnxModel file, ForwardPath path, Set<String> chosen, GraphBuilder b, Value x) {
        requireExtents(path.input(), x.shape());
        this.b = b;
        this.importer = new Importer(file, b);
        importer.define(path.input().name(), x);
        for (StoredTensor tensor : path.stored()) {
            define(tensor, chosen.contains(tensor.name()));
        }
        importer.run(path.nodes());
        this.output = importer.value(path.output().name());
        if (!output.dtype().isFloat()
                || output.rank() == 0
                || output.shape().dim(0) != x.shape().dim(0)) {
            throw OnnxException.unusable(
                    "a float output with " + x.shape().dim(0) + " examples, as the input has",
                    path.output().name() + ": " + output.type(),
                    "Export it with an open batch, without reducing over it");
        }
    }

    private void define(StoredTensor tensor, boolean train) {
        String name = tensor.name();
        if (train) {
            trained.put(name, b.parameter(name, tensor.type()));
            importer.define(name, trained.get(name));
        } else if (tensor.type().dtype() == DType.F32 && tensor.type().shape().rank() > 0) {
            frozen.put(name, b.input(name, tensor.type()));
            if (tensor.type().shape().size() <= LARGEST_SETTING) {
                importer.define(name, frozen.get(name), tensor.tensor());
            } else {
                importer.define(name, frozen.get(name));
            }
        } else {
            importer.define(name, b.constant(tensor.tensor()));
        }
    }

    Value prediction() {
        return b.cast(output, DType.F32);
    }

    Map<String, Value> frozen() {
        return frozen;
    }

    /** The trained initializers to which no gradient comes. */
    Set<String> unreached() {
        GradientFlow flow = new GradientFlow(b.nodes(), output);
        Set<String> unreached = new LinkedHashSet<>(trained.keySet());
        unreached.removeIf(name -> flow.reaches(trained.get(name)));
        return unreached;
    }

    /** The nodes of the file through which no gradient passes on its way to what is trained. */
    List<Fault> barriers() {
        GradientFlow flow = new GradientFlow(b.nodes(), output);
        return flow.barriers(new ArrayList<>(trained.values())).stream()
                .map(importer::origin)
                .flatMap(Optional::stream)
                .distinct()
                .filter(node -> b.nodes().stream().noneMatch(part -> enters(flow, node, part)))
                .map(node -> new Fault(
                        node.place(),
                        "no gradient passes it to what comes before",
                        "Freeze what comes before, or export a smooth operator in its place"))
                .toList();
    }

    /** Whether a gradient comes through the part to an operand of the node that the part was written for. */
    private boolean enters(GradientFlow flow, OnnxNode node, Node part) {
        return importer.origin(part).filter(node::equals).isPresent()
                && part.inputs().stream()
                        .filter(input -> flow.carries(part, input))
                        .anyMatch(input -> importer.origin(b.nodes().get(input.id()))
                                .filter(node::equals)
                                .isEmpty());
    }

    private static void requireExtents(OnnxValue input, Shape shape) {
        boolean fits = input.extents().size() == shape.rank();
        for (int axis = 1; fits && axis < shape.rank(); axis++) {
            int extent = input.extents().get(axis);
            fits = extent == OnnxValue.OPEN || extent == shape.dim(axis);
        }
        if (!fits) {
            throw OnnxException.unusable(
                    "examples for the input " + input,
                    "batches " + shape,
                    "Give data of the shape it was exported for");
        }
    }
}
