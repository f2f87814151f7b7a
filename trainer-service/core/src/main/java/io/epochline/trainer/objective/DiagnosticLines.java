package io.epochline.trainer.objective;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.events.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code diag_steps.jsonl}: a JSON object for each step that is kept. */
final class DiagnosticLines {

    private DiagnosticLines() {}

    /** @param columns {@code step} i64[k], {@code accepted} bool[k], and numbers f64[k] */
    static byte[] of(Map<String, NpyArray> columns) {
        Map<String, NpyArray> rest = new LinkedHashMap<>(columns);
        long[] steps = rest.remove("step").longs();
        boolean[] accepted = rest.remove("accepted").booleans();
        Map<String, double[]> numbers = new LinkedHashMap<>();
        rest.forEach((name, array) -> numbers.put(name, array.doubles()));
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < steps.length; i++) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("step", steps[i]);
            for (Map.Entry<String, double[]> column : numbers.entrySet()) {
                line.put(column.getKey(), column.getValue()[i]);
            }
            line.put("accepted", accepted[i]);
            lines.append(json(line)).append('\n');
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String json(Map<String, Object> line) {
        try {
            return Json.MAPPER.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
