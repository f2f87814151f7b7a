package io.epochline.compute.foreign;

import io.epochline.compute.ir.Shape;
import io.epochline.compute.network.NetworkPlan;
import io.epochline.compute.onnx.read.Fault;
import io.epochline.compute.onnx.read.OnnxException;
import io.epochline.compute.onnx.read.OnnxModel;
import io.epochline.compute.onnx.read.OnnxValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a model of another framework comes to, and what hinders its training.
 *
 * @param operators how often each occurs
 * @param example the shape of an example that was assumed; empty where the file leaves it open and none was given
 * @param prediction the shape of an example's prediction; empty where the model cannot be built
 * @param obstacles what must be changed before it can be trained; empty if it can be
 * @param warnings nodes that no gradient passes, though others lead to what is trained
 */
public record ModelCheck(
        String producer,
        int opset,
        List<String> inputs,
        List<String> outputs,
        int nodes,
        Map<String, Long> operators,
        List<Integer> example,
        List<Integer> prediction,
        List<Weight> trained,
        List<Weight> frozen,
        List<String> obstacles,
        List<Fault> warnings) {

    /** An initializer by its name. */
    public record Weight(String name, List<Integer> shape, long count) {

        static Weight of(String name, Shape shape) {
            return new Weight(name, shape.dims(), shape.size());
        }
    }

    /**
     * @param example the shape of an example, where the file leaves it open
     */
    public static ModelCheck of(OnnxModel file, Selection selection, Optional<Shape> example) {
        try {
            ForeignModel model = ForeignModel.of("model", file, selection);
            Optional<Shape> input = example.or(model::input);
            if (input.isEmpty()) {
                String open = "the input " + file.inputs().get(0) + " leaves the shape of an example open: give it";
                return of(file, List.of(), List.of(), Optional.empty(), List.of(open), List.of());
            }
            NetworkPlan plan = model.plan(input.get());
            return of(
                    file,
                    input.get().dims(),
                    plan.output().dims(),
                    Optional.of(plan),
                    List.of(),
                    model.barriers(input.get()));
        } catch (OnnxException e) {
            List<String> obstacles = e.faults().isEmpty()
                    ? List.of(e.getMessage())
                    : e.faults().stream().map(Fault::toString).toList();
            return of(file, List.of(), List.of(), Optional.empty(), obstacles, List.of());
        }
    }

    private static ModelCheck of(
            OnnxModel file,
            List<Integer> example,
            List<Integer> prediction,
            Optional<NetworkPlan> plan,
            List<String> obstacles,
            List<Fault> warnings) {
        return new ModelCheck(
                file.producer(),
                file.opset(),
                file.inputs().stream().map(OnnxValue::toString).toList(),
                file.outputs().stream().map(OnnxValue::toString).toList(),
                file.nodes().size(),
                file.nodes().stream()
                        .collect(Collectors.groupingBy(node -> node.op(), TreeMap::new, Collectors.counting())),
                example,
                prediction,
                plan.stream()
                        .flatMap(each -> each.parameters().stream())
                        .map(spec -> Weight.of(spec.name(), spec.shape()))
                        .toList(),
                plan.stream()
                        .flatMap(each -> each.states().stream())
                        .map(spec -> Weight.of(spec.name(), spec.shape()))
                        .toList(),
                obstacles,
                warnings);
    }

    public boolean trainable() {
        return obstacles.isEmpty();
    }

    /** For people to read, without a line end at the end. */
    public String report() {
        StringBuilder text = new StringBuilder();
        text.append("opset ").append(opset).append(producer.isEmpty() ? "" : ", made by " + producer);
        text.append("\ninput   ").append(String.join(", ", inputs));
        text.append("\noutput  ").append(String.join(", ", outputs));
        text.append("\nnodes   ").append(nodes).append(": ");
        text.append(operators.entrySet().stream()
                .map(each -> each.getValue() + " " + each.getKey())
                .collect(Collectors.joining(", ")));
        if (trainable()) {
            text.append("\n\ntrained: ").append(weights(trained));
            text.append("\nfrozen: ").append(weights(frozen));
            text.append("\n\nIt can be trained, from examples ").append(new Shape(example));
            text.append(" to predictions ").append(new Shape(prediction)).append('.');
        } else {
            text.append("\n\nIt cannot be trained:");
            obstacles.forEach(obstacle -> text.append("\n  ").append(obstacle));
        }
        if (!warnings.isEmpty()) {
            text.append("\n\nParts of it get no gradient:");
            warnings.forEach(warning -> text.append("\n  ").append(warning));
        }
        return text.toString();
    }

    private static String weights(List<Weight> weights) {
        long numbers = weights.stream().mapToLong(Weight::count).sum();
        int width = weights.stream()
                .mapToInt(weight -> weight.name().length())
                .max()
                .orElse(0);
        return weights.size() + " with " + numbers + " numbers"
                + weights.stream()
                        .map(weight -> ("\n  %-" + Math.max(1, width) + "s  %s")
                                .formatted(weight.name(), new Shape(weight.shape())))
                        .collect(Collectors.joining());
    }
}
