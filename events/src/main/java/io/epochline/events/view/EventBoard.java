package io.epochline.events.view;

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
import io.epochline.events.spec.CommandJob;
import io.epochline.events.spec.ObjectiveJob;
import io.epochline.events.spec.PosteriorJob;
import io.epochline.events.spec.RunJob;
import io.epochline.events.spec.TrainingJob;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Folds events into runs, posteriors and experiments. An event told twice changes nothing, and so does the order in
 * which different topics arrive: what is asked for, started, trained and finished is kept side by side. Safe for use by
 * several threads.
 */
public final class EventBoard {

    private final Map<String, RunRow> runs = new LinkedHashMap<>();
    private final Map<String, PosteriorRow> posteriors = new LinkedHashMap<>();
    private final Map<String, ExperimentRow> experiments = new LinkedHashMap<>();

    /** @param timestamp of the message, in milliseconds since 1970 */
    public synchronized void apply(Event event, long timestamp) {
        switch (event) {
            case CampaignRequested asked ->
                experiment(asked.experimentId())
                        .requested("campaign", asked.spec().name(), timestamp);
            case StudyRequested asked -> experiment(asked.experimentId()).study(asked.spec(), timestamp);
            case JobRequested asked -> requested(asked, timestamp);
            case RunStarted started ->
                run(started.runId(), started.experimentId()).started(started, timestamp);
            case EpochCompleted epoch ->
                run(epoch.runId(), epoch.experimentId()).epoch(epoch);
            case RunFinished finished ->
                run(finished.runId(), finished.experimentId()).finished(finished, timestamp);
            case SamplingProgressed progress ->
                posterior(progress.jobId(), progress.experimentId()).progress(progress);
            case SamplingFinished finished -> posterior(finished.jobId(), finished.experimentId()).finished = finished;
            case LossProposed loss -> experiment(loss.experimentId()).losses.putIfAbsent(loss.id(), loss);
            case ModelProposed model -> experiment(model.experimentId()).models.putIfAbsent(model.id(), model);
            case SettingsProposed settings ->
                experiment(settings.experimentId()).settings.putIfAbsent(settings.id(), settings);
            case SearchSpaceRefined refined -> experiment(refined.experimentId()).refined = refined;
            case ExperimentCancelRequested cancel -> experiment(cancel.experimentId()).cancelled = true;
            case ExperimentFinished finished -> experiment(finished.experimentId()).finished = finished;
            case RunAnalyzed analyzed -> {}
            case RunPaused paused -> run(paused.runId(), paused.experimentId()).paused(paused);
            case ProposalChecked checked ->
                experiment(checked.experimentId()).checks.putIfAbsent(checked.id(), checked);
            case JobCancelRequested cancel -> {}
            case JobPauseRequested pause -> {}
        }
    }

    private void requested(JobRequested asked, long timestamp) {
        boolean alone = asked.jobId().equals(asked.experimentId());
        switch (asked.spec()) {
            case RunJob job -> {
                run(asked.jobId(), asked.experimentId()).requested(job, asked, timestamp);
                if (alone) {
                    experiment(asked.experimentId()).requested(kind(job), job.name(), timestamp);
                }
            }
            case PosteriorJob job -> {
                posterior(asked.jobId(), asked.experimentId()).requested(job.name(), timestamp);
                if (alone) {
                    experiment(asked.experimentId()).requested("posterior", job.name(), timestamp);
                }
            }
        }
    }

    private static String kind(RunJob job) {
        return switch (job) {
            case TrainingJob train -> "train";
            case ObjectiveJob objective -> "objective";
            case CommandJob command -> "command";
        };
    }

    private RunRow run(String runId, String experimentId) {
        return runs.computeIfAbsent(runId, id -> {
            experiment(experimentId).runIds.add(id);
            return new RunRow(id, experimentId);
        });
    }

    private PosteriorRow posterior(String jobId, String experimentId) {
        return posteriors.computeIfAbsent(jobId, id -> new PosteriorRow(id, experimentId));
    }

    private ExperimentRow experiment(String experimentId) {
        return experiments.computeIfAbsent(experimentId, ExperimentRow::new);
    }

    public synchronized Optional<RunView> findRun(String runId) {
        return Optional.ofNullable(runs.get(runId)).map(RunRow::view);
    }

    /** All runs, in the order in which they were first heard of. */
    public synchronized List<RunView> runs() {
        return runs.values().stream().map(RunRow::view).toList();
    }

    public synchronized Optional<PosteriorView> findPosterior(String jobId) {
        return Optional.ofNullable(posteriors.get(jobId)).map(PosteriorRow::view);
    }

    public synchronized List<PosteriorView> posteriors() {
        return posteriors.values().stream().map(PosteriorRow::view).toList();
    }

    public synchronized Optional<ExperimentView> findExperiment(String experimentId) {
        return Optional.ofNullable(experiments.get(experimentId)).map(ExperimentRow::view);
    }

    public synchronized List<ExperimentView> experiments() {
        return experiments.values().stream().map(ExperimentRow::view).toList();
    }
}
