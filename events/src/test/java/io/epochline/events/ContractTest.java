package io.epochline.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden files, the JSON Schemas, the AsyncAPI document and the records say the same. */
class ContractTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Path SCHEMAS = Path.of("src/main/resources/io/epochline/events/schemas");
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final SnakeCaseStrategy SNAKE_CASE = new SnakeCaseStrategy();

    static Stream<Class<?>> events() {
        return Arrays.stream(Event.class.getPermittedSubclasses());
    }

    static List<Path> validFiles() throws IOException {
        return goldenFiles(false);
    }

    static List<Path> invalidFiles() throws IOException {
        return goldenFiles(true);
    }

    private static List<Path> goldenFiles(boolean invalid) throws IOException {
        try (Stream<Path> files = Files.walk(GOLDEN)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().startsWith("invalid-") == invalid)
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyEventHasASchemaWithItsFieldsAndGoldenFilesOfBothSorts(Class<?> event) throws IOException {
        JsonNode schema = Json.MAPPER.readTree(schemaFile(event.getSimpleName()).toFile());
        Set<String> fields = new HashSet<>();
        schema.get("properties").fieldNames().forEachRemaining(fields::add);

        assertThat(fields)
                .isEqualTo(Arrays.stream(event.getRecordComponents())
                        .map(component -> SNAKE_CASE.translate(component.getName()))
                        .collect(Collectors.toSet()));
        assertThat(GOLDEN.resolve(event.getSimpleName()).resolve("v1/minimal.json"))
                .exists();
        assertThat(invalidFiles()).anyMatch(file -> file.startsWith(GOLDEN.resolve(event.getSimpleName())));
    }

    @ParameterizedTest
    @MethodSource("validFiles")
    void aGoldenFileIsValidAndSurvivesARoundTrip(Path file) throws IOException {
        assertThat(violations(file, Files.readString(file))).isEmpty();

        Event event = decoded(file, Decoded.Valid.class).event();
        byte[] again = EventCodec.encode(event);

        assertThat(violations(file, new String(again, StandardCharsets.UTF_8))).isEmpty();
        assertThat(EventCodec.decode(EventCodec.type(event.getClass()), again)).isEqualTo(new Decoded.Valid(event));
        JsonNode written = Json.MAPPER.readTree(again);
        JsonNode original = Json.MAPPER.readTree(file.toFile());
        original.properties().forEach(field -> assertThat(written.has(field.getKey()))
                .as(field.getKey())
                .isTrue());
    }

    @ParameterizedTest
    @MethodSource("invalidFiles")
    void anInvalidFileIsRefusedByTheSchemaAndByTheCodec(Path file) throws IOException {
        assertThat(violations(file, Files.readString(file))).isNotEmpty();
        assertThat(decoded(file, Decoded.Invalid.class).reason()).isNotBlank();
    }

    @Test
    void unknownFieldsAreIgnored() throws IOException {
        byte[] body = "{\"job_id\":\"j1\",\"from_the_future\":{\"a\":1}}".getBytes(StandardCharsets.UTF_8);

        assertThat(EventCodec.decode("io.epochline.JobCancelRequested.v1", body))
                .isEqualTo(new Decoded.Valid(new JobCancelRequested("j1", "")));
    }

    @Test
    void theAsyncApiDocumentHasEveryTopicAndEveryEventAndItsReferencesExist() throws IOException {
        JsonNode document = new YAMLMapper().readTree(Path.of("asyncapi.yaml").toFile());

        assertThat(document.get("channels").findValuesAsText("address"))
                .containsExactlyInAnyOrderElementsOf(Topic.names());
        Set<String> messages = new HashSet<>();
        document.at("/components/messages").forEach(message -> {
            messages.add(message.get("name").asText());
            assertThat(Path.of(message.at("/payload/$ref").asText())).exists();
        });
        assertThat(messages)
                .isEqualTo(events().map(event -> EventCodec.type(event.asSubclass(Event.class)))
                        .collect(Collectors.toSet()));
        document.get("channels").forEach(channel -> channel.get("messages").forEach(message -> assertThat(
                        document.at(message.get("$ref").asText().substring(1)))
                .isNotEmpty()));
    }

    private static <T extends Decoded> T decoded(Path file, Class<T> expected) throws IOException {
        Decoded decoded = EventCodec.decode("io.epochline." + eventName(file) + ".v1", Files.readAllBytes(file));
        assertThat(decoded).isInstanceOf(expected);
        return expected.cast(decoded);
    }

    private static Set<ValidationMessage> violations(Path file, String body) throws IOException {
        Path schemaFile = schemaFile(eventName(file));
        JsonSchema schema =
                FACTORY.getSchema(SchemaLocation.of(schemaFile.toUri().toString()));
        return schema.validate(Json.MAPPER.readTree(body));
    }

    private static Path schemaFile(String event) {
        return SCHEMAS.resolve(event + ".v1.json").toAbsolutePath();
    }

    private static String eventName(Path goldenFile) {
        return GOLDEN.relativize(goldenFile).getName(0).toString();
    }
}
