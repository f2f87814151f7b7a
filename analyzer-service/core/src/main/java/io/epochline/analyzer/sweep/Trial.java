package io.epochline.analyzer.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * One trial of a study.
 *
 * @param number in the study, from 0
 * @param value of the study's metric; NaN when the trial failed or never had one
 * @param parameters what was tried, by the paths of the study's space; paths without a value are absent
 */
public record Trial(int number, String runId, double value, Map<String, JsonNode> parameters) {

    public Trial {
        parameters = Map.copyOf(parameters);
    }
}
