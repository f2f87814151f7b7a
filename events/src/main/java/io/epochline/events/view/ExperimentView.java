package io.epochline.events.view;

import io.epochline.events.ExperimentFinished;
import io.epochline.events.LossProposed;
import io.epochline.events.ModelProposed;
import io.epochline.events.ProposalChecked;
import io.epochline.events.Proposed;
import io.epochline.events.SearchSpaceRefined;
import io.epochline.events.SettingsProposed;
import io.epochline.events.spec.StudySpec;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A study, a campaign, or a job on its own, as it stands.
 *
 * @param kind {@code study}, {@code campaign}, {@code train} or {@code posterior}
 * @param state {@code running}, {@code cancelling}, or how it ended; absent for a job on its own, whose run says it
 * @param study what was asked for; absent unless this is a study
 * @param runIds in the order in which they were asked for
 * @param checks of its proposals, as far as they were told
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
        List<ProposalChecked> checks,
        ExperimentFinished finished,
        SearchSpaceRefined refined,
        long requestedAt) {

    /** Those of every kind: run after run, the most promising first. */
    public List<Proposed> proposals() {
        return Stream.<Proposed>concat(Stream.concat(losses.stream(), models.stream()), settings.stream())
                .sorted(Comparator.comparing((Proposed proposed) -> runIds.indexOf(proposed.runId()))
                        .thenComparing(Proposed::rank)
                        .thenComparing(Proposed::proposalId))
                .toList();
    }

    /** Of a proposal of this experiment; empty until it was checked. */
    public Optional<ProposalChecked> check(Proposed proposed) {
        return checks.stream()
                .filter(check -> check.runId().equals(proposed.runId())
                        && check.proposalId().equals(proposed.proposalId()))
                .findFirst();
    }
}
