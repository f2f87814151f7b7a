package io.epochline.artifacts.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.artifacts.curve.Curves;
import io.epochline.artifacts.curve.Point;
import io.epochline.artifacts.curve.Series;
import io.epochline.events.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each sample log stands beside what must be read from it. */
class LogSamplesTest {

    static Stream<Path> samples() throws IOException {
        return Samples.in("").stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsWhatTheSampleSays(Path sample) throws IOException {
        JsonNode expected = Samples.expected(sample);

        TrainingLog log = LogReader.read(sample);

        assertThat(log.format()).isEqualTo(expected.get("format").textValue());
        assertThat(log.runs()).hasSize(expected.get("runs").intValue());
        log.primary().ifPresent(run -> check(run, expected));
    }

    private static void check(LoggedRun run, JsonNode expected) {
        assertThat(run.unit()).isEqualTo(expected.get("unit").textValue());
        assertThat(run.count()).isEqualTo(expected.get("count").longValue());
        assertThat(run.model()).isEqualTo(expected.path("model").textValue());
        assertThat(run.loss()).isEqualTo(expected.path("loss").textValue());
        if (expected.has("train")) {
            List<Point> train = run.trainLoss().points();
            assertThat(run.firstPrinted().get(run.trainLoss().name()))
                    .isEqualTo(expected.at("/train/0").doubleValue());
            assertThat(train.getLast().value())
                    .isEqualTo(expected.at("/train/1").doubleValue());
        }
        Curves curves = run.curves();
        assertThat(curves.isEmpty()).isEqualTo(!expected.has("best"));
        if (expected.has("best")) {
            Point best = curves.yardstick().best(curves.direction()).orElseThrow();
            assertThat(curves.yardstick().name())
                    .isEqualTo(expected.at("/best/0").textValue());
            assertThat(best.value()).isEqualTo(expected.at("/best/1").doubleValue());
            assertThat(curves.direction())
                    .hasToString(expected.at("/best/2").textValue().toUpperCase(java.util.Locale.ROOT));
            assertThat(best.at()).isEqualTo(expected.at("/best/3").doubleValue());
        }
        expected.path("hyperparameters").properties().forEach(entry -> {
            JsonNode found = Json.MAPPER.valueToTree(run.hyperparameters().get(entry.getKey()));
            if (entry.getValue().isNumber()) {
                assertThat(found.doubleValue())
                        .as(entry.getKey())
                        .isCloseTo(entry.getValue().doubleValue(), within(0.0));
            } else {
                assertThat(found).as(entry.getKey()).isEqualTo(entry.getValue());
            }
        });
        expected.path("series").properties().forEach(entry -> {
            Series series = run.series().get(entry.getKey());
            assertThat(series).as(entry.getKey()).isNotNull();
            List<Double> values = Json.MAPPER.convertValue(
                    entry.getValue(), Json.MAPPER.getTypeFactory().constructCollectionType(List.class, Double.class));
            assertThat(series.points().stream().map(Point::value)).containsExactlyElementsOf(values);
        });
    }
}
