package io.epochline.events;

/**
 * Anything that travels on a topic. Facts are in the past tense, commands are requests.
 *
 * <p>The id is a function of what happened, never of when or where it was said: an event that is emitted again, by a
 * redelivered job or a restarted worker, carries the id it had, and consumers drop ids that they have seen.
 */
public sealed interface Event
        permits CampaignRequested,
                EpochCompleted,
                ExperimentCancelRequested,
                ExperimentFinished,
                JobCancelRequested,
                JobPauseRequested,
                JobRequested,
                LossProposed,
                ModelProposed,
                ProposalChecked,
                RunAnalyzed,
                RunFinished,
                RunPaused,
                RunStarted,
                SamplingFinished,
                SamplingProgressed,
                SearchSpaceRefined,
                SettingsProposed,
                StudyRequested {

    /** Unique among all events: the same fact has the same id however often it is told. */
    String id();

    /** The Kafka key and CloudEvents {@code partitionkey}: events with one key stay in order. */
    String key();

    /** The topic that this event belongs to. */
    Topic topic();
}
