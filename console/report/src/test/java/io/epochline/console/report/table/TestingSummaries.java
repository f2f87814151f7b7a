package io.epochline.console.report.table;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.events.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/** Documents as the store has them. */
final class TestingSummaries {

    private TestingSummaries() {}

    static List<JsonNode> of(String... documents) {
        return Arrays.stream(documents).map(TestingSummaries::parse).toList();
    }

    /** The runs that the golden tables show. */
    static RunTable golden() {
        try (var in = TestingSummaries.class.getResourceAsStream("/table/summaries.jsonl")) {
            return RunTable.of(Json.MAPPER
                    .readerFor(JsonNode.class)
                    .<JsonNode>readValues(in)
                    .readAll());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parse(String document) {
        try {
            return Json.MAPPER.readTree(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
