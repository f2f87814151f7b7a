package io.epochline.events.spec;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.events.Require;
import io.epochline.events.StudyRequested;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A hyperparameter study.
 *
 * @param job the job that each trial varies, as a document
 * @param space by dotted path into the job, such as {@code optimizer.lr} or {@code model.params.width}
 * @param sampler {@code random} or {@code tpe}
 * @param trials in all
 * @param parallel at most this many at once
 * @param metric {@code val_loss}, or a metric of the run's summary such as {@code accuracy}
 * @param direction {@code minimize} or {@code maximize}
 */
public record StudySpec(
        String name,
        JsonNode job,
        Map<String, ParameterRange> space,
        String sampler,
        Integer trials,
        Integer parallel,
        String metric,
        String direction,
        Long seed)
        implements Submission {

    public StudySpec {
        Require.identifier(name, "name");
        Require.present(job, "job");
        space = space == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(space));
        sampler = sampler == null ? "tpe" : sampler;
        trials = trials == null ? 20 : trials;
        parallel = parallel == null ? 2 : parallel;
        metric = metric == null ? "val_loss" : metric;
        direction = direction == null ? "minimize" : direction;
        seed = seed == null ? 0L : seed;
        Require.that(!space.isEmpty(), "space", "at least one parameter", space);
        Require.that("random".equals(sampler) || "tpe".equals(sampler), "sampler", "'random' or 'tpe'", sampler);
        Require.that(trials >= 1 && trials <= 100_000, "trials", "between 1 and 100000", trials);
        Require.that(parallel >= 1, "parallel", "at least 1", parallel);
        Require.that(
                "minimize".equals(direction) || "maximize".equals(direction),
                "direction",
                "'minimize' or 'maximize'",
                direction);
    }

    @Override
    public StudyRequested request(String id) {
        return new StudyRequested(id, this);
    }
}
