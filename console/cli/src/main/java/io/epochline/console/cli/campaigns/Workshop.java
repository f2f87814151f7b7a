package io.epochline.console.cli.campaigns;

import io.epochline.analyzer.campaign.Campaign;
import io.epochline.analyzer.campaign.Decision;
import io.epochline.analyzer.campaign.Reporting;
import io.epochline.analyzer.campaign.Round;
import io.epochline.analyzer.proposal.ProposalSource;
import io.epochline.analyzer.run.RunAnalyst;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.DataFiles;
import io.epochline.artifacts.MemoryArtifactStore;
import io.epochline.compute.engine.Execution;
import io.epochline.compute.runtime.Device;
import io.epochline.events.CampaignRequested;
import io.epochline.events.EpochCompleted;
import io.epochline.events.Event;
import io.epochline.events.JobRequested;
import io.epochline.events.RunFinished;
import io.epochline.events.spec.CampaignSpec;
import io.epochline.events.spec.TrainingJob;
import io.epochline.trainer.StopSignal;
import io.epochline.trainer.Trainer;
import io.epochline.trainer.TrainerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Plays campaigns in this process: a store in memory, one trainer, one analyst, and nothing between them. */
final class Workshop {

    private static final Duration NO_CHECKPOINTS = Duration.ofDays(1);
    private static final long THETA_BYTES = 1 << 16;

    private final ArtifactStore store = new MemoryArtifactStore("bench");
    private final List<Event> told = new ArrayList<>();
    private final Trainer trainer;
    private int runs;
    private long epochs;

    /** @param data the folder that paths of jobs are relative to */
    Workshop(Path data) {
        TrainerSettings settings = new TrainerSettings(
                "bench",
                Execution.on(Device.CPU),
                TrainerSettings.builtFrom(),
                NO_CHECKPOINTS,
                THETA_BYTES,
                TrainerSettings.defaultCacheBytes());
        trainer = new Trainer(store, new DataFiles(data, store), told::add, settings);
    }

    /**
     * A campaign that is over.
     *
     * @param runs that were trained
     * @param epochs that they took in all
     */
    record Played(Reporting end, int runs, long epochs) {}

    Played play(CampaignSpec spec, ProposalSource proposer) {
        RunAnalyst analyst = new RunAnalyst(store, proposer);
        Decision decision = Campaign.begin(new CampaignRequested(spec.name(), spec));
        Campaign campaign = decision.next();
        Deque<Event> waiting = new ArrayDeque<>(decision.events());
        while (!(campaign instanceof Reporting)) {
            RunFinished run = train((JobRequested) waiting.remove());
            List<Event> answers = new ArrayList<>(List.of(run));
            answers.addAll(analyst.analyze(run, campaign.briefing()));
            answers.addAll(analyst.check(run, campaign.briefing()));
            for (Event answer : answers) {
                decision = campaign.on(answer);
                campaign = decision.next();
                waiting.addAll(decision.events());
            }
        }
        return new Played((Reporting) campaign, runs, epochs);
    }

    /**
     * The lowest objective of a run of the job on its own.
     *
     * @param name of the run, not used before
     */
    double value(TrainingJob job, String name) {
        return Round.value(train(new JobRequested(name, name, job, Map.of()))).orElse(Double.NaN);
    }

    private RunFinished train(JobRequested job) {
        told.clear();
        trainer.run(job, new StopSignal());
        runs++;
        epochs += told.stream().filter(EpochCompleted.class::isInstance).count();
        return (RunFinished) told.getLast();
    }
}
