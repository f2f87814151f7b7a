package io.epochline.analyzer.proposal;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The contents of {@code remedies.yaml}: which loss and which model answers which symptom. */
record Remedies(List<Remedy> losses, List<Remedy> models) {

    /**
     * @param task that it makes sense for; null for any
     * @param expression of a loss that compute has no name for
     * @param needsShapes whether a model is made for inputs so particular that it is not proposed blindly
     * @param prior its score without any evidence
     * @param answers by symptom
     */
    record Remedy(
            String name,
            Task task,
            String expression,
            boolean needsShapes,
            double prior,
            String expectedEffect,
            Map<String, Answer> answers) {}

    record Answer(double weight, String because) {}

    static final Remedies KNOWN = read();

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
