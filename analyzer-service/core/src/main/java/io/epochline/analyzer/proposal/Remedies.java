package io.epochline.analyzer.proposal;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.epochline.compute.loss.Head;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * The contents of {@code remedies.yaml}: what answers which symptom.
 *
 * @param losses whole losses
 * @param terms that losses are composed of
 * @param models named networks
 * @param edits of the architecture at hand, by the names of {@link ModelEdit}
 * @param settings by the names of {@link SettingsEdit}
 */
record Remedies(List<Remedy> losses, List<Term> terms, List<Remedy> models, List<Remedy> edits, List<Remedy> settings) {

    /**
     * @param family of remedies that stand and fall together
     * @param task that it makes sense for; null for any
     * @param expression of a loss that compute has no name for
     * @param needsShapes whether a model is made for inputs so particular that it is not proposed blindly
     * @param prior its score without any evidence
     * @param risk what may get worse
     * @param answers by symptom
     */
    record Remedy(
            String name,
            String family,
            Task task,
            String expression,
            boolean needsShapes,
            double prior,
            String expectedEffect,
            String risk,
            Map<String, Answer> answers) {}

    /**
     * A term of the grammar of losses: a core, which alone has its minimum at the target, or a companion beside one.
     *
     * @param expression with {@code ${scale}} and the like for what evidence decides, see {@link LossGrammar}
     */
    record Term(
            String name,
            String family,
            Role role,
            Head head,
            Task task,
            String expression,
            double prior,
            String expectedEffect,
            String risk,
            Map<String, Answer> answers) {}

    enum Role {
        CORE,
        COMPANION
    }

    record Answer(double weight, String because) {}

    static final Remedies KNOWN = read();

    static Remedy edit(ModelEdit edit) {
        return named(KNOWN.edits(), edit);
    }

    static Remedy settings(SettingsEdit edit) {
        return named(KNOWN.settings(), edit);
    }

    /** {@code LESS_DROPOUT} is {@code LessDropout}. */
    private static Remedy named(List<Remedy> remedies, Enum<?> edit) {
        String folded = edit.name().replace("_", "");
        return remedies.stream()
                .filter(remedy -> remedy.name().equalsIgnoreCase(folded))
                .findFirst()
                .orElseThrow();
    }

    private static Remedies read() {
        YAMLMapper yaml = YAMLMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .build();
        try (InputStream resource = Remedies.class.getResourceAsStream("remedies.yaml")) {
            return yaml.readValue(resource, Remedies.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
