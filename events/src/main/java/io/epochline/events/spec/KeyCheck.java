package io.epochline.events.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.epochline.events.DefaultKind;
import io.epochline.events.Suggestion;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Finds the first key or kind in a document that the records it is meant for do not know. */
final class KeyCheck {

    /** @param path such as {@code data.split}; empty for the document itself */
    record Fault(String path, String message) {}

    private final Collection<String> varied;

    private KeyCheck(Collection<String> varied) {
        this.varied = varied;
    }

    /**
     * @param varied paths whose values differ from trial to trial. Where the name of a kind is among them, keys of the other
     *     kinds of its family pass, to be ignored when the document is read
     */
    static Optional<Fault> firstFault(JsonNode document, Type type, Collection<String> varied) {
        return new KeyCheck(varied).check(document, type, "");
    }

    private Optional<Fault> check(JsonNode node, Type type, String path) {
        if (type instanceof ParameterizedType generic) {
            Type element = generic.getActualTypeArguments()[generic.getRawType() == Map.class ? 1 : 0];
            return children(node, element, path);
        }
        if (!(type instanceof Class<?> target) || !target.isRecord() && !target.isSealed() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isObject()) {
            return Optional.of(new Fault(path, noMapping(node, target, path)));
        }
        if (target.isRecord()) {
            return checkRecord(node, target, path, Map.of());
        }
        String key = target.getAnnotation(JsonTypeInfo.class).property();
        Map<String, Class<?>> kinds = kinds(target);
        String found = node.path(key).asText(null);
        DefaultKind fallback = target.getAnnotation(DefaultKind.class);
        if (found == null && fallback != null) {
            return checkRecord(node, fallback.value(), path, kinds);
        }
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
        return checkRecord(node, kinds.get(found), path, kinds);
    }

    private Optional<Fault> children(JsonNode node, Type element, String path) {
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

    private Optional<Fault> checkRecord(JsonNode node, Class<?> type, String path, Map<String, Class<?>> kinds) {
        Map<String, Type> known = keys(type);
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String here = join(path, field.getKey());
            if (!known.containsKey(field.getKey())) {
                List<String> owners = kinds.keySet().stream()
                        .filter(kind -> keys(kinds.get(kind)).containsKey(field.getKey()))
                        .toList();
                if (!owners.isEmpty()
                        && varied.contains(join(path, discriminator(type).orElseThrow()))) {
                    continue;
                }
                return Optional.of(new Fault(here, unknown(here, field.getKey(), known.keySet(), owners)));
            }
            Optional<Fault> fault = check(field.getValue(), known.get(field.getKey()), here);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private static String noMapping(JsonNode node, Class<?> target, String path) {
        String example = target.isSealed() && node.isTextual()
                ? ", such as {%s: %s}"
                        .formatted(target.getAnnotation(JsonTypeInfo.class).property(), node.asText())
                : "";
        return "'%s' must be a mapping%s, found: %s".formatted(path, example, node);
    }

    private static String unknown(String path, String key, Set<String> known, List<String> owners) {
        String here = "; known here: " + String.join(", ", known);
        return owners.isEmpty()
                ? "unknown key '%s'%s%s".formatted(path, here, Suggestion.of(key, known))
                : "'%s' belongs to %s%s".formatted(path, String.join(", ", owners), here);
    }

    private static Map<String, Type> keys(Class<?> type) {
        Map<String, Type> keys = new TreeMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            keys.put(snakeCase(component.getName()), component.getGenericType());
        }
        discriminator(type).ifPresent(key -> keys.put(key, String.class));
        return keys;
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
                .flatMap(family -> Optional.ofNullable(family.getAnnotation(JsonTypeInfo.class))
                        .map(JsonTypeInfo::property)
                        .or(() -> discriminator(family))
                        .stream())
                .findFirst();
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String snakeCase(String name) {
        return ((PropertyNamingStrategies.SnakeCaseStrategy) PropertyNamingStrategies.SNAKE_CASE).translate(name);
    }
}
