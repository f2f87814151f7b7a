package io.epochline.console.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.events.Json;
import io.epochline.events.spec.JobPath;
import io.epochline.events.spec.RunJob;
import io.epochline.events.spec.StudySpec;
import io.epochline.events.view.RunView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each trial of a study tried: the values that its job has at the paths of the search space. */
final class TrialValues {

    private TrialValues() {}

    /** @param study null for what is no study, which has none */
    static Map<String, Map<String, JsonNode>> of(StudySpec study, List<RunView> runs) {
        Map<String, Map<String, JsonNode>> values = new LinkedHashMap<>();
        if (study != null) {
            for (RunView run : runs) {
                if (run.job() != null) {
                    values.put(run.runId(), of(study, run.job()));
                }
            }
        }
        return values;
    }

    private static Map<String, JsonNode> of(StudySpec study, RunJob job) {
        JsonNode document = Json.MAPPER.valueToTree(job);
        Map<String, JsonNode> values = new LinkedHashMap<>();
        for (String path : study.space().keySet()) {
            JobPath.get(document, path).ifPresent(value -> values.put(path, value));
        }
        return values;
    }
}
