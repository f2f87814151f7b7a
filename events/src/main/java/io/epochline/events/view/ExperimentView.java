package io.epochline.events.view;

import io.epochline.events.ExperimentFinished;
import io.epochline.events.LossProposed;
import io.epochline.events.ModelProposed;
import io.epochline.events.SearchSpaceRefined;
import java.util.List;

/**
 * A study, a campaign, or a job on its own, as it stands.
 *
 * @param kind {@code study}, {@code campaign}, {@code train} or {@code posterior}
 * @param runIds in the order in which they were asked for
 * @param finished absent until it is over, and for a job on its own
 * @param refined absent unless this is a study whose space was refined
 */
public record ExperimentView(
        String experimentId,
        String kind,
        String name,
        List<String> runIds,
        List<LossProposed> losses,
        List<ModelProposed> models,
        ExperimentFinished finished,
        SearchSpaceRefined refined,
        long requestedAt) {}
