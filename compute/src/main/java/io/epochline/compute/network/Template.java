package io.epochline.compute.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.compute.Spelling;
import io.epochline.compute.network.NetworkException.Fault;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Puts the values of a document's {@code params} where {@code ${width}} or {@code ${2*width}} stands. */
final class Template {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, JsonNode> params;
    private final List<Fault> faults;

    Template(Map<String, JsonNode> params, List<Fault> faults) {
        this.params = params;
        this.faults = faults;
    }

    JsonNode fill(JsonNode node, String path) {
        if (node.isArray()) {
            ArrayNode filled = JSON.arrayNode();
            for (int i = 0; i < node.size(); i++) {
                filled.add(fill(node.get(i), path + "[" + i + "]"));
            }
            return filled;
        }
        if (node.isObject()) {
            ObjectNode filled = JSON.objectNode();
            node.properties()
                    .forEach(entry -> filled.set(entry.getKey(), fill(entry.getValue(), path + "." + entry.getKey())));
            return filled;
        }
        String text = node.asText();
        boolean expression = node.isTextual() && text.startsWith("${") && text.endsWith("}");
        return expression ? value(text.substring(2, text.length() - 1).strip(), path) : node;
    }

    private JsonNode value(String expression, String path) {
        if (params.containsKey(expression)) {
            return params.get(expression);
        }
        try {
            return JSON.numberNode(IntegerExpression.evaluate(expression, this::number));
        } catch (IllegalArgumentException | ArithmeticException e) {
            faults.add(new Fault(path, "${" + expression + "}: " + e.getMessage()));
            return JSON.numberNode(1);
        }
    }

    private BigDecimal number(String name) {
        JsonNode value = params.get(name);
        if (value == null) {
            String hint = Spelling.hint(name, params.keySet());
            String known = " Known: " + String.join(", ", new TreeSet<>(params.keySet()));
            throw new IllegalArgumentException("unknown parameter '" + name + "'." + (hint.isEmpty() ? known : hint));
        }
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            throw new IllegalArgumentException("arithmetic needs numbers, '" + name + "' is " + value);
        }
        return value.decimalValue();
    }
}
