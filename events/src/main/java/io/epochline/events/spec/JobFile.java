package io.epochline.events.spec;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.epochline.events.InvalidEventException;
import io.epochline.events.Json;
import io.epochline.events.Suggestion;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * Job files, in YAML or JSON, read strictly: what a person misspelt is told, not ignored.
 *
 * <pre>{@code
 * kind: train
 * name: digits
 * data: {source: npz, path: digits.npz, x: images, y: labels}
 * model: digits_cnn
 * loss: cross_entropy
 * }</pre>
 */
public final class JobFile {

    private static final int LIMIT_CHARACTERS = 1 << 20;

    private static final YAMLFactory FORMAT = format();

    private static final ObjectMapper MAPPER = Json.conventions(YAMLMapper.builder(FORMAT))
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final ObjectMapper WRITER = Json.conventions(YAMLMapper.builder())
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .disable(YAMLGenerator.Feature.USE_NATIVE_TYPE_ID)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .build();

    private JobFile() {}

    private static YAMLFactory format() {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(LIMIT_CHARACTERS);
        limits.setNestingDepthLimit(50);
        return YAMLFactory.builder().loaderOptions(limits).build();
    }

    /** The text of a file, in YAML, that reads as this. */
    public static String write(Submission submission) {
        try {
            return WRITER.writerFor(Submission.class).writeValueAsString(submission);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What can be submitted can be written: " + submission, e);
        }
    }

    /**
     * @param name of the file, for messages
     * @throws InvalidEventException with {@code name:line:column}, what was expected and what was found
     */
    public static Submission read(String text, String name) {
        return read(text, name, Submission.class);
    }

    /**
     * Any document for people to write, read as strictly as a job.
     *
     * @param name of the file, for messages
     * @param type a record
     * @throws InvalidEventException with {@code name:line:column}, what was expected and what was found
     */
    public static <T> T read(String text, String name, Class<T> type) {
        try {
            JsonNode document = MAPPER.readTree(text);
            Positions positions = Positions.of(text, FORMAT);
            return bind(document, type, Set.of(), path -> name + positions.at(path));
        } catch (JacksonException e) {
            throw new InvalidEventException("%s%s: not valid YAML: %s".formatted(name, position(e), firstLine(e)));
        } catch (IOException e) {
            throw new InvalidEventException("%s: %s".formatted(name, e.getMessage()));
        }
    }

    /**
     * The job of a run from a document, such as a study's template after a trial's values were put in; a training job where
     * the document does not say its kind.
     *
     * @param varied the paths of those values: where {@code optimizer.name} is one, keys of the optimizers that this trial
     *     does not try are ignored
     * @throws InvalidEventException naming the field, what was expected and what was found
     */
    public static RunJob run(JsonNode document, Collection<String> varied) {
        return bind(document, RunJob.class, varied, path -> "job");
    }

    private static <T> T bind(
            JsonNode document, Class<T> type, Collection<String> varied, Function<String, String> position) {
        if (!document.isObject()) {
            throw new InvalidEventException("%s: expected keys with values, such as 'name: digits', found: %s"
                    .formatted(position.apply(""), document.isMissingNode() ? "nothing" : document.getNodeType()));
        }
        KeyCheck.firstFault(document, type, varied).ifPresent(fault -> {
            throw new InvalidEventException("%s: %s".formatted(position.apply(fault.path()), fault.message()));
        });
        try {
            return MAPPER.treeToValue(document, type);
        } catch (JsonMappingException e) {
            String path = Json.path(e);
            throw new InvalidEventException("%s: %s".formatted(position.apply(path), fault(e, path)));
        } catch (JacksonException e) {
            throw new InvalidEventException("%s: %s".formatted(position.apply(""), firstLine(e)));
        }
    }

    private static String fault(JsonMappingException fault, String path) {
        if (fault.getCause() instanceof InvalidEventException invalid) {
            return invalid.getMessage();
        }
        if (fault instanceof InvalidFormatException format
                && format.getTargetType().isEnum()) {
            List<String> known = Arrays.stream(format.getTargetType().getEnumConstants())
                    .map(constant -> MAPPER.convertValue(constant, String.class))
                    .toList();
            String found = String.valueOf(format.getValue());
            return "'%s' must be one of %s, found: %s%s".formatted(path, known, found, Suggestion.of(found, known));
        }
        return "at '%s': %s".formatted(path, firstLine(fault));
    }

    private static String position(JacksonException fault) {
        return fault.getLocation() == null
                ? ""
                : ":%d:%d"
                        .formatted(
                                fault.getLocation().getLineNr(),
                                fault.getLocation().getColumnNr());
    }

    private static String firstLine(JacksonException fault) {
        return fault.getOriginalMessage().lines().findFirst().orElse("");
    }
}
