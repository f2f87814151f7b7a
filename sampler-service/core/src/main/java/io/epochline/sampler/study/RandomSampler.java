package io.epochline.sampler.study;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.events.spec.ParameterRange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Each parameter uniform in its range, or in the range's logarithm, and independent of the others and of the past. */
final class RandomSampler implements ParameterSampler {

    @Override
    public Map<String, JsonNode> suggest(
            Map<String, ParameterRange> space, List<Trial> history, boolean minimize, RandomGenerator random) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        space.forEach((name, range) -> values.put(name, draw(range, random)));
        return values;
    }

    static JsonNode draw(ParameterRange range, RandomGenerator random) {
        return switch (range) {
            case ParameterRange.Categorical categorical ->
                categorical.choices().get(random.nextInt(categorical.choices().size()));
            case ParameterRange.Real real -> NumericScale.of(real).uniform(random);
            case ParameterRange.Int whole -> NumericScale.of(whole).uniform(random);
        };
    }
}
