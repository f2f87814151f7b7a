package io.epochline.compute.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;

/** Writes layers as {@link LayerReader} reads them, with every setting spelt out. */
final class LayerWriter {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private LayerWriter() {}

    static ArrayNode layers(List<Layer> layers) {
        ArrayNode list = JSON.arrayNode();
        layers.forEach(layer -> list.add(layer(layer)));
        return list;
    }

    private static JsonNode layer(Layer layer) {
        RecordComponent[] components = layer.getClass().getRecordComponents();
        if (components.length == 0) {
            return JSON.textNode(layer.kind());
        }
        if (components.length == 1) {
            return JSON.objectNode().set(layer.kind(), value(layer, components[0]));
        }
        ObjectNode settings = JSON.objectNode();
        for (RecordComponent component : components) {
            settings.set(component.getName(), value(layer, component));
        }
        return JSON.objectNode().set(layer.kind(), settings);
    }

    private static JsonNode value(Layer layer, RecordComponent component) {
        try {
            return value(component.getAccessor().invoke(layer));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component + " of " + layer, e);
        }
    }

    private static JsonNode value(Object value) {
        return switch (value) {
            case Integer number -> JSON.numberNode(number);
            case Double number -> JSON.numberNode(number);
            case Boolean flag -> JSON.booleanNode(flag);
            case Enum<?> choice -> JSON.textNode(choice.name().toLowerCase(Locale.ROOT));
            case Padding padding -> padding.same() ? JSON.textNode("same") : JSON.numberNode(padding.pixels());
            case Layer layer -> layer(layer);
            case List<?> list -> {
                ArrayNode array = JSON.arrayNode();
                list.forEach(element -> array.add(value(element)));
                yield array;
            }
            default -> throw new IllegalStateException("no notation for " + value);
        };
    }
}
