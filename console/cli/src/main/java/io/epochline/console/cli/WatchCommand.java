package io.epochline.console.cli;

import io.epochline.artifacts.layout.ExperimentLayout;
import io.epochline.console.cli.output.Terminal;
import io.epochline.console.cli.watch.CampaignWatch;
import io.epochline.console.cli.watch.Follower;
import io.epochline.console.cli.watch.Outcome;
import io.epochline.console.cli.watch.PosteriorWatch;
import io.epochline.console.cli.watch.StudyWatch;
import io.epochline.console.cli.watch.TrainingWatch;
import io.epochline.console.cli.watch.Watch;
import io.epochline.events.kafka.EventLog;
import io.epochline.events.view.EventBoard;
import io.epochline.events.view.ExperimentView;
import io.epochline.events.view.PosteriorView;
import io.epochline.events.view.RunView;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Attaches to work that was submitted before. */
@Command(
        name = "watch",
        description = {
            "Follow a run, a posterior, a study or a campaign to its end; exit status 1 if it fails.",
            "What was told before is shown first; of work that is over, that is all. Ctrl-C ends the watching, not the work."
        })
final class WatchCommand implements Callable<Integer> {

    private final Session session;

    @ParentCommand
    private Epochline root;

    @Parameters(paramLabel = "RUN", description = "The id of a run, posterior or experiment, or its unique beginning.")
    private String given;

    WatchCommand(Session session) {
        this.session = session;
    }

    private record Work(String id, Watch watch, boolean alone, String folder) {}

    @Override
    public Integer call() {
        Connection connection = Connection.of(session).withTopics();
        Terminal terminal = root.json ? session.terminal().besideJson() : session.terminal();
        try (EventLog log = connection.fromBeginning(History.TOPICS)) {
            List<EventLog.Entry> told = History.read(log);
            Work work = work(History.board(told));
            Follower follower = work.alone()
                    ? Follower.ofJob(log, work.id(), session.clock())
                    : Follower.ofExperiment(log, work.id(), session.clock());
            Outcome outcome = follower.follow(
                    work.watch(), terminal, Vigilance.patient(terminal, connection::brokerTakesConnections), told);
            String artifacts = "s3://" + connection.bucket() + "/" + work.folder();
            return Ending.tell(
                    new Publication.Result(work.id(), outcome, follower.board(), artifacts), session, root.json);
        }
    }

    private Work work(EventBoard board) {
        String id = Lookup.any(board, given);
        Optional<RunView> run = board.findRun(id);
        Optional<PosteriorView> posterior = board.findPosterior(id);
        if (run.isPresent()) {
            return new Work(
                    id,
                    new TrainingWatch(),
                    true,
                    experiment(run.get().experimentId()).run(id).prefix());
        }
        if (posterior.isPresent()) {
            ExperimentLayout layout = experiment(posterior.get().experimentId());
            return new Work(id, new PosteriorWatch(), true, layout.posterior(id).prefix());
        }
        ExperimentView view = board.findExperiment(id).orElseThrow();
        Watch watch = view.study() == null ? new CampaignWatch() : new StudyWatch(view.study());
        return new Work(id, watch, false, experiment(id).prefix());
    }

    private static ExperimentLayout experiment(String id) {
        return new ExperimentLayout(id);
    }
}
