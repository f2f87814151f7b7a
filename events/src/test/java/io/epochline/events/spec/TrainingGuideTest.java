package io.epochline.events.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.events.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/guides/training.md names every key with its default, and what it shows runs. */
class TrainingGuideTest {

    private static final Set<String> ELSEWHERE = Set.of("name", "warmup_epochs", "warmup_start");
    private static String guide;

    @BeforeAll
    static void read() throws IOException {
        guide = Files.readString(Path.of("..", "docs", "guides", "training.md"));
    }

    static Stream<JsonSubTypes.Type> kinds() {
        return Stream.of(OptimizerSpec.class, ScheduleSpec.class)
                .flatMap(family ->
                        Stream.of(family.getAnnotation(JsonSubTypes.class).value()));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyKeyIsThereWithItsDefault(JsonSubTypes.Type kind) {
        JsonNode defaults =
                Json.MAPPER.valueToTree(Json.MAPPER.convertValue(Map.of("name", kind.name()), kind.value()));
        String row = guide.lines()
                .filter(line -> line.startsWith("| `" + kind.name() + "` |"))
                .findFirst()
                .orElseThrow();

        assertThat(defaults.properties())
                .filteredOn(key ->
                        !ELSEWHERE.contains(key.getKey()) && key.getValue().isValueNode())
                .allSatisfy(key -> assertThat(shownDefault(row, key.getKey()))
                        .isEqualTo(text(key.getValue().asText())));
    }

    @Test
    void theJobOfTheGuideIsAJob() {
        String shown = guide.substring(guide.indexOf("```yaml") + 7, guide.indexOf("```\n\n## Optimizers"));
        String job = "kind: train\nname: t\ndata: {source: spectral}\nmodel: cnn_small\nloss: mse\n" + shown;

        TrainingJob read = (TrainingJob) JobFile.read(job, "training.md");
        assertThat(read.optimizer()).isInstanceOf(OptimizerSpec.AdamW.class);
        assertThat(read.schedule()).isInstanceOf(ScheduleSpec.Cosine.class);
        assertThat(read.clipNorm()).isEqualTo(1);
    }

    private static String shownDefault(String row, String key) {
        String after = row.substring(row.indexOf("`" + key + "` (") + key.length() + 4);
        return text(after.substring(0, after.indexOf(')')));
    }

    private static String text(String value) {
        return value.matches("[a-z]+") ? value : String.valueOf(Double.parseDouble(value));
    }
}
