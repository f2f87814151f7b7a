package io.epochline.events.view;

import io.epochline.events.ExperimentFinished;
import io.epochline.events.LossProposed;
import io.epochline.events.ModelProposed;
import io.epochline.events.ProposalChecked;
import io.epochline.events.SearchSpaceRefined;
import io.epochline.events.SettingsProposed;
import io.epochline.events.spec.StudySpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One experiment on the board, filled in as its events come. */
final class ExperimentRow {

    private final String experimentId;
    private String kind = "train";
    private String name;
    private long requestedAt;
    private StudySpec study;
    final List<String> runIds = new ArrayList<>();
    final Map<String, LossProposed> losses = new LinkedHashMap<>();
    final Map<String, ModelProposed> models = new LinkedHashMap<>();
    final Map<String, SettingsProposed> settings = new LinkedHashMap<>();
    boolean cancelled;
    final Map<String, ProposalChecked> checks = new LinkedHashMap<>();
    ExperimentFinished finished;
    SearchSpaceRefined refined;

    ExperimentRow(String experimentId) {
        this.experimentId = experimentId;
        this.name = experimentId;
    }

    void requested(String experimentKind, String experimentName, long timestamp) {
        kind = experimentKind;
        name = experimentName;
        requestedAt = requestedAt == 0 ? timestamp : requestedAt;
    }

    void study(StudySpec asked, long timestamp) {
        study = asked;
        requested("study", asked.name(), timestamp);
    }

    ExperimentView view() {
        return new ExperimentView(
                experimentId,
                kind,
                name,
                state(),
                study,
                List.copyOf(runIds),
                List.copyOf(losses.values()),
                List.copyOf(models.values()),
                List.copyOf(settings.values()),
                List.copyOf(checks.values()),
                finished,
                refined,
                requestedAt);
    }

    private String state() {
        if (finished != null) {
            return finished.status().label();
        }
        boolean alone = !kind.equals("study") && !kind.equals("campaign");
        return alone ? null : cancelled ? "cancelling" : "running";
    }
}
