package io.epochline.console.report.table;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.console.report.table.Column.Group;
import io.epochline.console.report.table.Column.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Collects the scalars of documents by group and path, and gives them their names. */
final class Fields {

    /** What every summary has, in the order in which a reader looks for it. */
    private static final Map<String, Type> RUN = new LinkedHashMap<>();

    private static final Map<String, Type> RESULT = new LinkedHashMap<>();

    static {
        RUN.put("run_id", Type.TEXT);
        RUN.put("experiment_id", Type.TEXT);
        RUN.put("name", Type.TEXT);
        RUN.put("status", Type.TEXT);
        RUN.put("attempt", Type.INTEGER);
        RUN.put("failure.code", Type.TEXT);
        RUN.put("failure.message", Type.TEXT);
        RESULT.put("best_val_loss", Type.REAL);
        RESULT.put("best_epoch", Type.INTEGER);
        RESULT.put("final_val_loss", Type.REAL);
        RESULT.put("first_train_loss", Type.REAL);
        RESULT.put("final_train_loss", Type.REAL);
        RESULT.put("epochs", Type.INTEGER);
        RESULT.put("steps", Type.INTEGER);
        RESULT.put("stopped_early", Type.BOOLEAN);
        RESULT.put("seconds", Type.REAL);
        RESULT.put("examples_per_second", Type.REAL);
        RESULT.put("parameters", Type.INTEGER);
    }

    /** What says nothing of a run, or says again what another column says. */
    private static final Set<String> LEFT_OUT = Set.of("schema_version", "failure.retryable", "settings.name");

    private final int rows;
    private final EnumMap<Group, Map<String, JsonNode[]>> fields = new EnumMap<>(Group.class);
    private int row;

    Fields(int rows) {
        this.rows = rows;
        for (Group group : Group.values()) {
            fields.put(group, new TreeMap<>());
        }
    }

    void add(JsonNode document) {
        flatten("", document);
        row++;
    }

    private void flatten(String path, JsonNode value) {
        if (value.isObject()) {
            value.properties()
                    .forEach(field ->
                            flatten(path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue()));
        } else if (!value.isNull() && !LEFT_OUT.contains(path)) {
            put(path, value);
        }
    }

    private void put(String path, JsonNode value) {
        Group group = group(path);
        boolean inside = group == Group.SETTING || group == Group.PROVENANCE;
        String name = inside ? path.substring(path.indexOf('.') + 1) : path;
        fields.get(group).computeIfAbsent(name, any -> new JsonNode[rows])[row] = value;
    }

    private static Group group(String path) {
        int dot = path.indexOf('.');
        return switch (dot < 0 ? "" : path.substring(0, dot)) {
            case "metrics" -> Group.METRIC;
            case "labels" -> Group.LABEL;
            case "settings" -> Group.SETTING;
            case "provenance" -> Group.PROVENANCE;
            default -> RUN.containsKey(path) ? Group.RUN : Group.RESULT;
        };
    }

    List<Column> columns() {
        Map<Group, List<Column>> columns = new EnumMap<>(Group.class);
        Set<String> taken = new HashSet<>();
        columns.put(Group.RUN, known(Group.RUN, RUN));
        columns.put(Group.RESULT, known(Group.RESULT, RESULT));
        columns.put(Group.METRIC, others(Group.METRIC, Type.REAL));
        columns.put(Group.LABEL, others(Group.LABEL, Type.TEXT));
        columns.put(Group.PROVENANCE, others(Group.PROVENANCE, null));
        columns.values().forEach(group -> group.forEach(column -> taken.add(column.name())));
        columns.put(Group.SETTING, settings(taken));
        return Arrays.stream(Group.values())
                .flatMap(group -> columns.get(group).stream())
                .toList();
    }

    /** The columns that are always there, then what later versions may have added. */
    private List<Column> known(Group group, Map<String, Type> known) {
        List<Column> columns = new ArrayList<>();
        known.forEach((name, type) ->
                columns.add(Cells.column(name, group, type, fields.get(group).getOrDefault(name, new JsonNode[rows]))));
        fields.get(group).forEach((name, cells) -> {
            if (!known.containsKey(name)) {
                columns.add(Cells.column(name, group, null, cells));
            }
        });
        return columns;
    }

    private List<Column> others(Group group, Type atLeast) {
        List<Column> columns = new ArrayList<>();
        fields.get(group).forEach((name, cells) -> columns.add(Cells.column(name, group, atLeast, cells)));
        return columns;
    }

    private List<Column> settings(Set<String> taken) {
        List<Column> columns = new ArrayList<>();
        fields.get(Group.SETTING).forEach((path, cells) -> {
            String name = taken.contains(path) ? "job." + path : path;
            columns.add(Cells.column(name, Group.SETTING, null, cells));
        });
        return columns;
    }
}
