package io.epochline.compute.network;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.epochline.compute.Spelling;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.network.NetworkException.Fault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a whole document: its name, its {@code params} and its layers. */
final class DocumentReader {
    private static final int LONGEST = 100_000;
    private static final Set<String> KEYS = Set.of("name", "purpose", "when_to_use", "params", "input", "layers");
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final List<Fault> faults = new ArrayList<>();

    private DocumentReader() {}

    static JsonNode tree(String text) {
        if (text.length() > LONGEST) {
            throw NetworkException.unreadable(
                    "it has " + text.length() + " characters, at most " + LONGEST + " are read");
        }
        try {
            return YAML.readTree(text);
        } catch (JsonProcessingException e) {
            String problem = e.getOriginalMessage().lines().findFirst().orElse("");
            String place = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw NetworkException.unreadable(problem + place);
        }
    }

    /** A number, word or flag as a document has it; anything else stays what it is, to be refused there. */
    static JsonNode value(Object value) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (value) {
            case Integer number -> json.numberNode(number.longValue());
            case Long number -> json.numberNode(number);
            case Number number -> json.numberNode(number.doubleValue());
            case Boolean flag -> json.booleanNode(flag);
            case String word -> json.textNode(word);
            default -> json.pojoNode(value);
        };
    }

    static Network network(JsonNode document, Map<String, JsonNode> overrides) {
        return new DocumentReader().read(document, overrides);
    }

    private Network read(JsonNode document, Map<String, JsonNode> overrides) {
        String name = document.path("name").asText("model");
        if (!document.isObject()) {
            throw NetworkException.unreadable("expected a mapping with name and layers, found " + document);
        }
        document.fieldNames().forEachRemaining(this::checkKey);
        Map<String, JsonNode> params = params(document.path("params"), overrides, name);
        Template template = new Template(params, faults);
        Shape input = null;
        if (document.has("input")) {
            JsonNode filled = template.fill(document.get("input"), "input");
            input = new Shape(new Fields(filled, "input", 1, faults).extents("shape"));
        }
        List<Layer> layers = List.of();
        if (document.has("layers")) {
            JsonNode filled = template.fill(document.get("layers"), "layers");
            layers = LayerReader.layers(filled, "layers", 1, faults);
        } else {
            faults.add(new Fault("", "needs the key 'layers'"));
        }
        if (!faults.isEmpty()) {
            throw NetworkException.invalid(name, faults);
        }
        String purpose = document.path("purpose").asText("");
        return new Network(name, purpose, document.path("when_to_use").asText(""), input, layers);
    }

    private void checkKey(String key) {
        if (!KEYS.contains(key)) {
            faults.add(new Fault(key, "unknown key '" + key + "'." + Spelling.hint(key, KEYS)));
        }
    }

    private Map<String, JsonNode> params(JsonNode defaults, Map<String, JsonNode> overrides, String network) {
        Map<String, JsonNode> params = new LinkedHashMap<>();
        defaults.properties().forEach(entry -> params.put(entry.getKey(), entry.getValue()));
        overrides.forEach((name, value) -> {
            if (!params.containsKey(name)) {
                String hint = Spelling.hint(name, params.keySet());
                String known = " Known: " + String.join(", ", params.keySet());
                String message = network + " has no parameter '" + name + "'." + (hint.isEmpty() ? known : hint);
                faults.add(new Fault("params." + name, message));
            }
            params.put(name, value);
        });
        params.forEach((name, value) -> {
            if (!value.isNumber() && !value.isTextual() && !value.isBoolean()) {
                faults.add(new Fault("params." + name, "expected a number, a word or a flag, found " + value));
            }
        });
        params.replaceAll((name, value) -> value.isContainerNode() ? JsonNodeFactory.instance.numberNode(1) : value);
        return params;
    }
}
