package io.epochline.sampler.study;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.events.InvalidEventException;
import io.epochline.events.spec.JobFile;
import io.epochline.events.spec.JobPath;
import io.epochline.events.spec.RunJob;
import java.util.Map;

/** The job of a run, with places that trials fill in, each addressed by a {@link JobPath}. */
public record JobTemplate(JsonNode document) {

    /**
     * The job with these values put in.
     *
     * @throws InvalidEventException when a path does not lead into the job, or the job is not valid
     */
    public RunJob with(Map<String, JsonNode> values) {
        JsonNode job = document;
        for (Map.Entry<String, JsonNode> value : values.entrySet()) {
            job = JobPath.with(job, value.getKey(), value.getValue());
        }
        return JobFile.run(job, values.keySet());
    }
}
