package io.epochline.console.cli.watch;

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

/** Which experiment an event belongs to. */
final class Experiments {

    private Experiments() {}

    /** The id of the experiment; of a command, which names a job alone, the id of the job. */
    static String of(Event event) {
        return switch (event) {
            case CampaignRequested e -> e.experimentId();
            case EpochCompleted e -> e.experimentId();
            case ExperimentCancelRequested e -> e.experimentId();
            case ExperimentFinished e -> e.experimentId();
            case JobCancelRequested e -> e.jobId();
            case JobPauseRequested e -> e.jobId();
            case JobRequested e -> e.experimentId();
            case LossProposed e -> e.experimentId();
            case ModelProposed e -> e.experimentId();
            case ProposalChecked e -> e.experimentId();
            case RunAnalyzed e -> e.experimentId();
            case RunFinished e -> e.experimentId();
            case RunPaused e -> e.experimentId();
            case RunStarted e -> e.experimentId();
            case SamplingFinished e -> e.experimentId();
            case SamplingProgressed e -> e.experimentId();
            case SearchSpaceRefined e -> e.experimentId();
            case SettingsProposed e -> e.experimentId();
            case StudyRequested e -> e.experimentId();
        };
    }

    /** The id of the run or posterior that the event tells of; nothing of an event that tells of a whole experiment. */
    static String job(Event event) {
        return switch (event) {
            case EpochCompleted e -> e.runId();
            case JobCancelRequested e -> e.jobId();
            case JobPauseRequested e -> e.jobId();
            case JobRequested e -> e.jobId();
            case RunAnalyzed e -> e.runId();
            case RunFinished e -> e.runId();
            case RunPaused e -> e.runId();
            case RunStarted e -> e.runId();
            case SamplingFinished e -> e.jobId();
            case SamplingProgressed e -> e.jobId();
            default -> "";
        };
    }
}
