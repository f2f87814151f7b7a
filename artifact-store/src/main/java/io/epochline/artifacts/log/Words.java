package io.epochline.artifacts.log;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.epochline.artifacts.log.Meaning.Unit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;

/** The contents of {@code words.yaml}, which says what each list is. */
record Words(
        Map<String, String> translations,
        Map<String, Unit> positions,
        Set<String> noPosition,
        Set<String> noQuantity,
        Set<String> noMetric,
        Set<String> beforeQuantity,
        Map<String, String> lossColumns,
        Set<String> summary,
        Set<String> summaryNames,
        Set<String> fields,
        Map<String, String> same,
        Set<String> falling,
        Set<String> alone,
        Set<String> placedLosses,
        Set<String> neverWhole,
        Set<String> placed,
        Set<String> lossNames,
        Set<String> lossPrefixes,
        Set<String> rising,
        Set<String> validated,
        Set<String> trailing,
        Set<String> plain,
        Set<String> decorating,
        Map<String, String> numbers,
        Map<String, String> texts,
        Set<String> models,
        Set<String> losses,
        Set<String> lossWords) {

    boolean isSetting(String name) {
        return numbers.containsKey(name) || texts.containsKey(name) || models.contains(name) || losses.contains(name);
    }

    boolean isLossWord(String word) {
        return lossWords.contains(word) || falling.contains(word) || word.endsWith("loss");
    }

    /** Read once. */
    static Words get() {
        return Holder.WORDS;
    }

    private static Words read() {
        YAMLMapper yaml = YAMLMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build();
        try (InputStream resource = Words.class.getResourceAsStream("words.yaml")) {
            return yaml.readValue(resource, Words.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Holder {
        private static final Words WORDS = read();
    }
}
