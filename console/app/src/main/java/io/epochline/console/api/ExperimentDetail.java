package io.epochline.console.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.artifacts.layout.ExperimentLayout;
import io.epochline.events.ArtifactRef;
import io.epochline.events.ExperimentFinished;
import io.epochline.events.LossProposed;
import io.epochline.events.ModelProposed;
import io.epochline.events.ProposalChecked;
import io.epochline.events.SearchSpaceRefined;
import io.epochline.events.SettingsProposed;
import io.epochline.events.view.ExperimentView;
import io.epochline.events.view.RunView;
import java.util.List;
import java.util.Map;

/**
 * An experiment with all that is known of it.
 *
 * @param runs in the order in which they were asked for
 * @param values of a study: by run the value of each parameter of the space
 * @param checks of proposals, as far as they have come
 * @param finished absent until it is over
 * @param refined what a finished study says about where to look next
 * @param reports where to read the reports, the one for people first
 */
public record ExperimentDetail(
        @JsonUnwrapped ExperimentItem experiment,
        List<RunItem> runs,
        Map<String, Map<String, JsonNode>> values,
        List<LossProposed> losses,
        List<ModelProposed> models,
        List<SettingsProposed> settings,
        List<ProposalChecked> checks,
        ExperimentFinished finished,
        SearchSpaceRefined refined,
        List<Report> reports) {

    /** A document in the store. */
    public record Report(String name, String href, long size) {}

    static ExperimentDetail of(ExperimentView experiment, List<RunView> runs) {
        List<ArtifactRef> documents = experiment.finished() == null
                ? List.of()
                : experiment.finished().report();
        return new ExperimentDetail(
                ExperimentItem.of(experiment),
                runs.stream().map(RunItem::of).toList(),
                TrialValues.of(experiment.study(), runs),
                experiment.losses(),
                experiment.models(),
                experiment.settings(),
                experiment.checks(),
                experiment.finished(),
                experiment.refined(),
                documents.stream()
                        .map(document -> report(experiment.experimentId(), document))
                        .toList());
    }

    private static Report report(String experimentId, ArtifactRef document) {
        String folder = new ExperimentLayout(experimentId).prefix();
        String name = document.key().startsWith(folder) ? document.key().substring(folder.length()) : document.key();
        return new Report(name, "/api/experiments/" + experimentId + "/artifacts/" + name, document.size());
    }
}
