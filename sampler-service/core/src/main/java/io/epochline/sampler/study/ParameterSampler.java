package io.epochline.sampler.study;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.events.spec.ParameterRange;
import io.epochline.events.spec.StudySpec;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Suggests where to look next. A function of its arguments: the same history and the same random numbers, the same point. */
public interface ParameterSampler {

    /**
     * @param space by parameter
     * @param history the trials so far, running ones too, in the order of their numbers
     * @param minimize whether lower values are better
     */
    Map<String, JsonNode> suggest(
            Map<String, ParameterRange> space, List<Trial> history, boolean minimize, RandomGenerator random);

    static ParameterSampler of(StudySpec spec) {
        return "tpe".equals(spec.sampler()) ? new TpeSampler() : new RandomSampler();
    }
}
