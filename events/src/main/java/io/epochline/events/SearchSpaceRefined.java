package io.epochline.events;

import io.epochline.events.spec.ParameterRange;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a finished study says about where to look next.
 *
 * @param space the refined ranges, by parameter
 * @param findings what was seen of each parameter, and what follows
 * @param yaml the study to run next, a file ready to submit
 */
public record SearchSpaceRefined(
        String experimentId, Map<String, ParameterRange> space, List<Finding> findings, ArtifactRef yaml)
        implements Event {

    /**
     * @param rho Spearman's rank correlation with the objective; absent for categories
     * @param pValue of ρ = 0, descriptive where an adaptive sampler chose the trials; absent for categories
     * @param action {@code keep}, {@code shrink}, {@code expand} or {@code fix}
     */
    public record Finding(String parameter, Double rho, Double pValue, String action, String reason) {

        public Finding {
            Require.text(parameter, "finding.parameter");
            Require.text(action, "finding.action");
        }
    }

    public SearchSpaceRefined {
        Require.identifier(experimentId, "experiment_id");
        space = space == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(space));
        findings = findings == null ? List.of() : List.copyOf(findings);
    }

    @Override
    public String id() {
        return experimentId + ":search-space-refined";
    }

    @Override
    public String key() {
        return experimentId;
    }

    @Override
    public Topic topic() {
        return Topic.ANALYSIS;
    }
}
