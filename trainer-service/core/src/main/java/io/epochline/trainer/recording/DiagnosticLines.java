package io.epochline.trainer.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.events.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** {@code diag_steps.jsonl}: a JSON object for each step that is kept. */
final class DiagnosticLines {

    private DiagnosticLines() {}

    /** @param columns of equal length: {@code step} i64[k], numbers f64[k], and perhaps {@code accepted} bool[k] */
    static void write(Map<String, NpyArray> columns, OutputStream out) throws IOException {
        Map<String, List<?>> values = new LinkedHashMap<>();
        columns.forEach((name, array) -> values.put(name, values(array)));
        int lines = values.isEmpty() ? 0 : values.get("step").size();
        for (int i = 0; i < lines; i++) {
            Map<String, Object> line = new LinkedHashMap<>();
            for (Map.Entry<String, List<?>> column : values.entrySet()) {
                line.put(column.getKey(), column.getValue().get(i));
            }
            out.write(json(line).getBytes(StandardCharsets.UTF_8));
            out.write('\n');
        }
    }

    private static List<?> values(NpyArray array) {
        return switch (array.dtype().kind()) {
            case INT -> Arrays.stream(array.longs()).boxed().toList();
            case BOOL -> booleans(array.booleans());
            default -> Arrays.stream(array.doubles()).boxed().toList();
        };
    }

    private static List<Boolean> booleans(boolean[] flags) {
        return IntStream.range(0, flags.length).mapToObj(i -> flags[i]).toList();
    }

    private static String json(Map<String, Object> line) {
        try {
            return Json.MAPPER.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
