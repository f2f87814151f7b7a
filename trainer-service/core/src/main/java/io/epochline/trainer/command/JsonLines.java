package io.epochline.trainer.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON object a line. Objects within it are joined to their names, {@code {"val": {"loss": 1}}} is {@code val_loss}; what
 * is no number is passed over.
 */
final class JsonLines implements MetricReader {

    /** Python writes NaN and Infinity bare. */
    private static final ObjectReader READER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build()
            .reader();

    private static final int DEEPEST = 4;

    @Override
    public Optional<Told> read(String line) {
        if (!line.stripLeading().startsWith("{")) {
            return Optional.empty();
        }
        return parse(line)
                .map(object -> {
                    Map<String, Double> pairs = new LinkedHashMap<>();
                    collect(object, "", 0, pairs);
                    return Told.of(pairs);
                })
                .filter(told -> !told.isEmpty());
    }

    boolean isObject(String line) {
        String text = line.strip();
        return text.startsWith("{") && text.endsWith("}") && parse(line).isPresent();
    }

    private static Optional<JsonNode> parse(String line) {
        try {
            return Optional.of(READER.readTree(line)).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static void collect(JsonNode object, String prefix, int depth, Map<String, Double> pairs) {
        object.properties().forEach(field -> {
            String name = prefix + field.getKey();
            JsonNode value = field.getValue();
            if (value.isNumber()) {
                pairs.put(name, value.doubleValue());
            } else if (value.isObject() && depth < DEEPEST) {
                collect(value, name + "_", depth + 1, pairs);
            }
        });
    }
}
