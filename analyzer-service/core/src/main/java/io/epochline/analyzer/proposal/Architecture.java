package io.epochline.analyzer.proposal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.compute.ComputeException;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.network.LayerSummary;
import io.epochline.compute.network.Network;
import java.util.List;
import java.util.Optional;

/**
 * The document of the network at hand, with what its layers come to for the task's examples.
 *
 * @param layers of the document, every setting written out
 * @param outputs the shape after each of them
 */
record Architecture(String name, ArrayNode layers, Shape input, List<Shape> outputs) {

    /** Empty where the model is no document of layers, or the shape of its input is not known. */
    static Optional<Architecture> of(CurrentSetup setup) {
        if (setup.model() == null || setup.inputShape() == null) {
            return Optional.empty();
        }
        try {
            Network network = Network.parse(setup.model());
            ArrayNode layers = (ArrayNode) network.document().get("layers");
            List<Shape> outputs = network.summary(setup.inputShape()).stream()
                    .filter(layer -> layer.depth() == 0)
                    .map(LayerSummary::output)
                    .toList();
            return outputs.size() == layers.size()
                    ? Optional.of(new Architecture(network.name(), layers, setup.inputShape(), outputs))
                    : Optional.empty();
        } catch (ComputeException e) {
            return Optional.empty();
        }
    }

    /** The document with other layers; empty where it is the same, does not build, or gives another shape. */
    Optional<JsonNode> with(String suffix, ArrayNode other) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("name", name + "_" + suffix);
        document.set("layers", other);
        try {
            boolean fits = !other.equals(layers)
                    && Network.parse(document).outputShape(input).equals(outputs.getLast());
            return fits ? Optional.of(document) : Optional.empty();
        } catch (ComputeException e) {
            return Optional.empty();
        }
    }

    /** Of a network of these layers; the most there can be where they do not build. */
    int parameters(ArrayNode other) {
        try {
            ObjectNode document = JsonNodeFactory.instance.objectNode().put("name", name);
            document.set("layers", other);
            return Network.parse(document).parameterCount(input);
        } catch (ComputeException e) {
            return Integer.MAX_VALUE;
        }
    }

    /** What goes into a layer. */
    Shape before(int layer) {
        return layer == 0 ? input : outputs.get(layer - 1);
    }

    /** Where the layer lies that makes the prediction: the last that has a width of its own; -1 where none has. */
    int head() {
        for (int i = layers.size() - 1; i >= 0; i--) {
            if (width(layers.get(i)) != null) {
                return i;
            }
        }
        return -1;
    }

    /** The settings of a dense layer or a convolution; null for any other. */
    static ObjectNode width(JsonNode layer) {
        JsonNode settings = layer.has("dense") ? layer.get("dense") : layer.get("conv");
        return settings instanceof ObjectNode found ? found : null;
    }

    static boolean isActivation(JsonNode layer) {
        return layer.has("activation");
    }
}
