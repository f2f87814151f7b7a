package io.epochline.compute.foreign;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.network.Initializer;
import io.epochline.compute.network.Mode;
import io.epochline.compute.network.Model;
import io.epochline.compute.network.NetworkPlan;
import io.epochline.compute.network.ParameterSpec;
import io.epochline.compute.network.StateSpec;
import io.epochline.compute.onnx.read.Fault;
import io.epochline.compute.onnx.read.OnnxException;
import io.epochline.compute.onnx.read.OnnxModel;
import io.epochline.compute.onnx.read.OnnxValue;
import io.epochline.compute.onnx.read.StoredTensor;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A model of another framework. Its weights start as the file has them, whatever the seed, and keep their names; those that
 * are not trained are states that stay as they are. It has no modes: dropout is off and batch norm uses the statistics of
 * the file, in training too.
 */
public final class ForeignModel implements Model {

    private final String name;
    private final OnnxModel file;
    private final ForwardPath path;
    private final Selection selection;
    private final Set<String> selected;
    private final Map<Shape, Set<String>> trained = new ConcurrentHashMap<>();

    private ForeignModel(String name, OnnxModel file, Selection selection) {
        this.name = name;
        this.file = file;
        this.path = ForwardPath.of(file);
        this.selection = selection;
        Candidates candidates = path.candidates();
        this.selected = selection.trained(candidates.weights(), candidates.others());
    }

    /**
     * @throws OnnxException if the model has not one f32 input with an open batch and one output, or the selection names
     *     what is not there
     */
    public static ForeignModel of(String name, OnnxModel file, Selection selection) {
        return new ForeignModel(name, file, selection);
    }

    /** The ONNX operators that can be imported. */
    public static Collection<String> operators() {
        return Rules.names();
    }

    @Override
    public String name() {
        return name;
    }

    /** The shape of an example, if the file says all of it. */
    public Optional<Shape> input() {
        List<Integer> extents = path.input().extents();
        List<Integer> example = extents.subList(1, extents.size());
        return example.contains(OnnxValue.OPEN) ? Optional.empty() : Optional.of(new Shape(example));
    }

    /**
     * {@inheritDoc}
     *
     * @throws OnnxException telling all nodes that cannot be built, or all weights that are to be trained but have no
     *     gradient
     */
    @Override
    public NetworkPlan plan(Shape input) {
        GraphBuilder b = new GraphBuilder();
        ForeignGraph graph = build(b, b.input("x", ValueType.f32(input.prepend(2))));
        List<ParameterSpec> parameters = path.stored().stream()
                .filter(tensor -> trained(input).contains(tensor.name()))
                .map(tensor -> new ParameterSpec(tensor.name(), tensor.type().shape(), given(tensor)))
                .toList();
        List<StateSpec> states = path.stored().stream()
                .filter(tensor -> graph.frozen().containsKey(tensor.name()))
                .map(tensor -> new StateSpec(tensor.name(), tensor.type().shape(), given(tensor)))
                .toList();
        return new NetworkPlan(input, graph.prediction().shape().dropFirst(1), parameters, states, List.of());
    }

    @Override
    public Forward forward(GraphBuilder b, Value x, Mode mode) {
        ForeignGraph graph = build(b, x);
        return new Forward(graph.prediction(), mode == Mode.TRAIN ? graph.frozen() : Map.of());
    }

    /** What hinders the gradient on its way from the output to the weights that are trained. */
    List<Fault> barriers(Shape input) {
        GraphBuilder b = new GraphBuilder();
        return build(b, b.input("x", ValueType.f32(input.prepend(2)))).barriers();
    }

    OnnxModel file() {
        return file;
    }

    private ForeignGraph build(GraphBuilder b, Value x) {
        return new ForeignGraph(file, path, trained(x.shape().dropFirst(1)), b, x);
    }

    private Set<String> trained(Shape input) {
        return trained.computeIfAbsent(input, this::withGradients);
    }

    /** Of what is selected, that to which a gradient comes; what was asked for by name must be among it. */
    private Set<String> withGradients(Shape input) {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ValueType.f32(input.prepend(2)));
        ForeignGraph graph = new ForeignGraph(file, path, selected, b, x);
        if (selected.isEmpty()) {
            throw OnnxException.unusable(
                    "weights to train", "none that is left", "Freeze less, or name weights under train");
        }
        Set<String> unreached = graph.unreached();
        if (!unreached.isEmpty() && (!selection.train().isEmpty() || unreached.size() == selected.size())) {
            List<Fault> barriers = graph.barriers();
            throw OnnxException.faulty(
                    "no gradient comes to " + String.join(", ", unreached) + (barriers.isEmpty() ? "" : ", as of"),
                    barriers);
        }
        Set<String> reached = new LinkedHashSet<>(selected);
        reached.removeAll(unreached);
        return reached;
    }

    private static Initializer given(StoredTensor tensor) {
        return new Initializer.Given(tensor.floats());
    }
}
