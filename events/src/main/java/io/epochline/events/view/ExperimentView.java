package io.epochline.events.view;

import io.epochline.events.ExperimentFinished;
import io.epochline.events.LossProposed;
import io.epochline.events.ModelProposed;
import io.epochline.events.SearchSpaceRefined;
import io.epochline.events.SettingsProposed;
import io.epochline.events.spec.StudySpec;
import java.util.List;

/**
 * A study, a campaign, or a job on its own, as it stands.
 *
 * @param kind {@code study}, {@code campaign}, {@code train} or {@code posterior}
 * @param state {@code running}, {@code cancelling}, or how it ended; absent for a job on its own, whose run says it
 * @param study what was asked for; absent unless this is a study
 * @param runIds in the order in which they were asked for
 * @param finished absent until it is over, and for a job on its own
 * @param refined absent unless this is a study whose space was refined
 */
public record ExperimentView(
        String experimentId,
        String kind,
        String name,
        String state,
        StudySpec study,
        List<String> runIds,
        List<LossProposed> losses,
        List<ModelProposed> models,
        List<SettingsProposed> settings,
        ExperimentFinished finished,
        SearchSpaceRefined refined,
        long requestedAt) {}
