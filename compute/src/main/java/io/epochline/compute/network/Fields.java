package io.epochline.compute.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.epochline.compute.Spelling;
import io.epochline.compute.network.NetworkException.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The keys of one layer in a document, read with their types and ranges. What is wrong is noted and a stand-in returned,
 * so that all faults of a document are told at once.
 */
final class Fields {
    private static final int LARGEST = 65536;

    private final JsonNode node;
    private final String path;
    private final int depth;
    private final List<Fault> faults;
    private final Set<String> asked = new LinkedHashSet<>();

    /** A value that is not a mapping stands for the key that is asked first. */
    Fields(JsonNode node, String path, int depth, List<Fault> faults) {
        this.node = node;
        this.path = path;
        this.depth = depth;
        this.faults = faults;
    }

    /** A whole number that must be given. */
    int whole(String key, int low) {
        JsonNode value = required(key);
        return value.isMissingNode() ? low : whole(value, place(key), low);
    }

    int whole(String key, int low, int preset) {
        JsonNode value = find(key);
        return value.isMissingNode() ? preset : whole(value, place(key), low);
    }

    private int whole(JsonNode value, String place, int low) {
        boolean whole = value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue());
        if (whole && value.doubleValue() >= low && value.doubleValue() <= LARGEST) {
            return value.intValue();
        }
        faults.add(new Fault(place, "expected a whole number in [%d, %d], found %s".formatted(low, LARGEST, value)));
        return low;
    }

    /** A number that must be given. */
    double number(String key, double low, double high) {
        JsonNode value = required(key);
        return value.isMissingNode() ? low : number(value, place(key), low, high);
    }

    double number(String key, double low, double high, double preset) {
        JsonNode value = find(key);
        return value.isMissingNode() ? preset : number(value, place(key), low, high);
    }

    private double number(JsonNode value, String place, double low, double high) {
        if (value.isNumber() && value.doubleValue() >= low && value.doubleValue() <= high) {
            return value.doubleValue();
        }
        faults.add(new Fault(place, "expected a number in [%s, %s], found %s".formatted(low, high, value)));
        return low;
    }

    /** A flag that must be given. */
    boolean flag(String key) {
        JsonNode value = required(key);
        return !value.isMissingNode() && flag(value, place(key));
    }

    boolean flag(String key, boolean preset) {
        JsonNode value = find(key);
        return value.isMissingNode() ? preset : flag(value, place(key));
    }

    private boolean flag(JsonNode value, String place) {
        if (!value.isBoolean()) {
            faults.add(new Fault(place, "expected true or false, found " + value));
        }
        return value.booleanValue();
    }

    /** A list of flags. */
    List<Boolean> flags(String key) {
        JsonNode value = required(key);
        if (!value.isArray() && !value.isMissingNode()) {
            faults.add(new Fault(place(key), "expected a list of true and false, found " + value));
        }
        List<Boolean> flags = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            flags.add(flag(value.get(i), place(key) + "[" + i + "]"));
        }
        return List.copyOf(flags);
    }

    /** One of the constants, in lower case; it must be given if {@code preset} is null. */
    <E extends Enum<E>> E choice(String key, Class<E> type, E preset) {
        JsonNode value = preset == null ? required(key) : find(key);
        E[] constants = type.getEnumConstants();
        E standIn = preset == null ? constants[0] : preset;
        if (value.isMissingNode()) {
            return standIn;
        }
        List<String> names = Arrays.stream(constants)
                .map(Enum::name)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
        int index = names.indexOf(value.asText());
        if (index < 0) {
            String hint = Spelling.hint(value.asText(), names);
            String message = "expected one of " + String.join(", ", names) + ", found " + value + "." + hint;
            faults.add(new Fault(place(key), message));
        }
        return index < 0 ? standIn : constants[index];
    }

    Padding padding(String key, Padding preset) {
        JsonNode value = find(key);
        if (value.isMissingNode()) {
            return preset;
        }
        if (value.isInt() && value.intValue() >= 0 && value.intValue() <= LARGEST) {
            return Padding.fixed(value.intValue());
        }
        if (value.asText().equals("same") || value.asText().equals("valid")) {
            return value.asText().equals("same") ? Padding.SAME : Padding.VALID;
        }
        faults.add(new Fault(place(key), "expected same, valid or a number of pixels, found " + value));
        return preset;
    }

    /** A list of whole numbers of at least 1. */
    List<Integer> extents(String key) {
        JsonNode value = required(key);
        if (!value.isArray() || value.isEmpty() || value.size() > 8) {
            if (!value.isMissingNode()) {
                faults.add(new Fault(place(key), "expected 1 to 8 whole numbers, such as [2, 2, 30], found " + value));
            }
            return List.of(1);
        }
        List<Integer> extents = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            extents.add(whole(value.get(i), place(key) + "[" + i + "]", 1));
        }
        return List.copyOf(extents);
    }

    List<Layer> layers(String key) {
        JsonNode value = required(key);
        // Misfits are told by the path of the layer, whether its list was given under a key or alone.
        return value.isMissingNode() ? List.of() : LayerReader.layers(value, path + "." + key, depth + 1, faults);
    }

    /** Two or more lists of layers. */
    List<List<Layer>> branches(String key) {
        JsonNode value = required(key);
        if (!value.isArray() || value.size() < 2 || value.size() > 16) {
            if (!value.isMissingNode()) {
                faults.add(new Fault(place(key), "expected 2 to 16 lists of layers, found " + value));
            }
            return List.of();
        }
        List<List<Layer>> branches = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            branches.add(LayerReader.layers(value.get(i), place(key) + "[" + i + "]", depth + 1, faults));
        }
        return List.copyOf(branches);
    }

    /** Notes keys that the layer does not know. */
    void finish() {
        if (!node.isObject()) {
            if (asked.isEmpty() && !node.isNull() && !node.isMissingNode()) {
                faults.add(new Fault(path, "takes no settings, found " + node));
            }
            return;
        }
        node.fieldNames().forEachRemaining(key -> {
            if (!asked.contains(key)) {
                String hint = Spelling.hint(key, asked);
                String known = asked.isEmpty() ? " It takes none" : " Known: " + String.join(", ", asked);
                faults.add(new Fault(path + "." + key, "unknown key '" + key + "'." + (hint.isEmpty() ? known : hint)));
            }
        });
    }

    private JsonNode required(String key) {
        JsonNode value = find(key);
        if (value.isMissingNode()) {
            faults.add(new Fault(path, "needs the key '" + key + "'"));
        }
        return value;
    }

    private JsonNode find(String key) {
        boolean first = asked.isEmpty();
        asked.add(key);
        if (node.isObject()) {
            JsonNode value = node.path(key);
            return value.isNull() ? MissingNode.getInstance() : value;
        }
        return first && !node.isNull() ? node : MissingNode.getInstance();
    }

    private String place(String key) {
        return node.isObject() ? path + "." + key : path;
    }
}
