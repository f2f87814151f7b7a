package io.epochline.console.live;

import io.epochline.events.CampaignRequested;
import io.epochline.events.EpochCompleted;
import io.epochline.events.Event;
import io.epochline.events.ExperimentCancelRequested;
import io.epochline.events.ExperimentFinished;
import io.epochline.events.JobCancelRequested;
import io.epochline.events.JobPauseRequested;
import io.epochline.events.JobRequested;
import io.epochline.events.LossProposed;
import io.epochline.events.ModelProposed;
import io.epochline.events.ProposalChecked;
import io.epochline.events.RunAnalyzed;
import io.epochline.events.RunFinished;
import io.epochline.events.RunPaused;
import io.epochline.events.RunStarted;
import io.epochline.events.SamplingFinished;
import io.epochline.events.SamplingProgressed;
import io.epochline.events.SearchSpaceRefined;
import io.epochline.events.SettingsProposed;
import io.epochline.events.StudyRequested;
import io.epochline.events.spec.PosteriorJob;
import io.epochline.events.spec.RunJob;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Tells watchers what on the board has changed. A watcher holds ids and no events, each id once however often it changed,
 * so a slow one costs at most as many ids as there are things on the board.
 */
@Singleton
public class Changes {

    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

    /** A watcher of everything from now on; closing it ends that. */
    public Watcher watch() {
        Watcher watcher = new Watcher(watchers::remove);
        watchers.add(watcher);
        return watcher;
    }

    void add(Event event) {
        if (!watchers.isEmpty()) {
            Changed changed = changed(event);
            watchers.forEach(watcher -> watcher.add(changed));
        }
    }

    private static Changed changed(Event event) {
        return switch (event) {
            case JobRequested asked ->
                switch (asked.spec()) {
                    case RunJob job -> run(asked.jobId(), asked.experimentId());
                    case PosteriorJob job -> posterior(asked.jobId(), asked.experimentId());
                };
            case RunStarted started -> run(started.runId(), started.experimentId());
            case EpochCompleted epoch -> run(epoch.runId(), epoch.experimentId());
            case RunFinished finished -> run(finished.runId(), finished.experimentId());
            case RunAnalyzed analyzed -> run(analyzed.runId(), analyzed.experimentId());
            case SamplingProgressed progress -> posterior(progress.jobId(), progress.experimentId());
            case SamplingFinished finished -> posterior(finished.jobId(), finished.experimentId());
            case CampaignRequested asked -> experiment(asked.experimentId());
            case StudyRequested asked -> experiment(asked.experimentId());
            case LossProposed loss -> experiment(loss.experimentId());
            case ModelProposed model -> experiment(model.experimentId());
            case ProposalChecked checked -> experiment(checked.experimentId());
            case SettingsProposed settings -> experiment(settings.experimentId());
            case SearchSpaceRefined refined -> experiment(refined.experimentId());
            case ExperimentCancelRequested cancel -> experiment(cancel.experimentId());
            case ExperimentFinished finished -> experiment(finished.experimentId());
            case RunPaused paused -> run(paused.runId(), paused.experimentId());
            case JobPauseRequested pause -> new Changed(Set.of(), Set.of(), Set.of());
            case JobCancelRequested cancel -> new Changed(Set.of(), Set.of(), Set.of());
        };
    }

    private static Changed run(String runId, String experimentId) {
        return new Changed(Set.of(runId), Set.of(experimentId), Set.of());
    }

    private static Changed posterior(String jobId, String experimentId) {
        return new Changed(Set.of(), Set.of(experimentId), Set.of(jobId));
    }

    private static Changed experiment(String experimentId) {
        return new Changed(Set.of(), Set.of(experimentId), Set.of());
    }
}
