package io.epochline.events.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.epochline.events.Suggestion;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Finds the first key or kind in a document that the records it is meant for do not know. */
final class KeyCheck {

    /** @param path such as {@code data.split}; empty for the document itself */
    record Fault(String path, String message) {}

    private KeyCheck() {}

    static Optional<Fault> firstFault(JsonNode document, Type type) {
        return check(document, type, "");
    }

    private static Optional<Fault> check(JsonNode node, Type type, String path) {
        if (type instanceof ParameterizedType generic) {
            Type element = generic.getActualTypeArguments()[generic.getRawType() == Map.class ? 1 : 0];
            return children(node, element, path);
        }
        if (!(type instanceof Class<?> target) || JsonNode.class.isAssignableFrom(target) || !node.isObject()) {
            return Optional.empty();
        }
        if (target.isRecord()) {
            return checkRecord(node, target, path);
        }
        if (!target.isSealed()) {
            return Optional.empty();
        }
        String key = target.getAnnotation(JsonTypeInfo.class).property();
        Map<String, Class<?>> kinds = kinds(target);
        String found = node.path(key).asText(null);
        if (found == null || !kinds.containsKey(found)) {
            return Optional.of(new Fault(
                    node.has(key) ? join(path, key) : path,
                    "'%s' must be one of %s, found: %s%s"
                            .formatted(
                                    join(path, key),
                                    kinds.keySet(),
                                    found == null ? "nothing" : found,
                                    found == null ? "" : Suggestion.of(found, kinds.keySet()))));
        }
        return checkRecord(node, kinds.get(found), path);
    }

    private static Optional<Fault> children(JsonNode node, Type element, String path) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                Optional<Fault> fault = check(node.get(i), element, path + "[" + i + "]");
                if (fault.isPresent()) {
                    return fault;
                }
            }
        }
        return node.properties().stream()
                .flatMap(field -> check(field.getValue(), element, join(path, field.getKey())).stream())
                .findFirst();
    }

    private static Optional<Fault> checkRecord(JsonNode node, Class<?> type, String path) {
        Map<String, Type> known = new TreeMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            known.put(snakeCase(component.getName()), component.getGenericType());
        }
        discriminator(type).ifPresent(key -> known.put(key, String.class));
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String here = join(path, field.getKey());
            if (!known.containsKey(field.getKey())) {
                return Optional.of(new Fault(
                        here,
                        "unknown key '%s'; known here: %s%s"
                                .formatted(
                                        here,
                                        String.join(", ", known.keySet()),
                                        Suggestion.of(field.getKey(), known.keySet()))));
            }
            Optional<Fault> fault = check(field.getValue(), known.get(field.getKey()), here);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private static Map<String, Class<?>> kinds(Class<?> family) {
        Map<String, Class<?>> kinds = new TreeMap<>();
        for (JsonSubTypes.Type kind : family.getAnnotation(JsonSubTypes.class).value()) {
            kinds.put(kind.name(), kind.value());
        }
        return kinds;
    }

    private static Optional<String> discriminator(Class<?> type) {
        return Arrays.stream(type.getInterfaces())
                .map(family -> family.getAnnotation(JsonTypeInfo.class))
                .filter(Objects::nonNull)
                .map(JsonTypeInfo::property)
                .findFirst();
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String snakeCase(String name) {
        return ((PropertyNamingStrategies.SnakeCaseStrategy) PropertyNamingStrategies.SNAKE_CASE).translate(name);
    }
}
