package io.epochline.console.cli;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.layout.ExperimentLayout;
import io.epochline.console.cli.output.Terminal;
import io.epochline.console.cli.submit.PreparedSubmission;
import io.epochline.console.cli.watch.CampaignWatch;
import io.epochline.console.cli.watch.Follower;
import io.epochline.console.cli.watch.Outcome;
import io.epochline.console.cli.watch.PosteriorWatch;
import io.epochline.console.cli.watch.StudyWatch;
import io.epochline.console.cli.watch.TrainingWatch;
import io.epochline.console.cli.watch.Watch;
import io.epochline.events.Event;
import io.epochline.events.ExperimentFinished;
import io.epochline.events.kafka.EventLog;
import io.epochline.events.kafka.EventPublisher;
import io.epochline.events.spec.CampaignSpec;
import io.epochline.events.spec.PosteriorJob;
import io.epochline.events.spec.RunJob;
import io.epochline.events.spec.StudySpec;
import io.epochline.events.spec.Submission;
import io.epochline.events.spec.SubmissionIds;
import io.epochline.events.view.EventBoard;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** Brings a checked submission to the workers, and follows what becomes of it. */
final class Publication {

    /**
     * What came of it.
     *
     * @param artifacts under which all objects of the experiment lie
     */
    record Result(String id, Outcome outcome, EventBoard board, String artifacts) {}

    private final Connection connection;
    private final Clock clock;

    Publication(Connection connection, Clock clock) {
        this.connection = connection;
        this.clock = clock;
    }

    /** Uploads the data and publishes one event; returns the id of the experiment. */
    String publish(PreparedSubmission prepared) {
        String id = newId(prepared);
        publish(prepared, id);
        return id;
    }

    /** Publishes, and returns when the work is over. The topics are read from before the event is published. */
    Result publishAndFollow(PreparedSubmission prepared, Terminal terminal, Follower.Vigil vigil) {
        String id = newId(prepared);
        try (EventLog log = connection.fromNow(History.TOPICS)) {
            String artifacts = publish(prepared, id);
            terminal.line("Published " + id);
            Follower follower = Follower.ofExperiment(log, id, clock);
            Outcome outcome = follower.follow(watch(prepared.submission()), terminal, vigil, List.of());
            return new Result(id, outcome, follower.board(), artifacts);
        }
    }

    private String newId(PreparedSubmission prepared) {
        return SubmissionIds.next(prepared.submission().name(), clock, new SecureRandom());
    }

    private String publish(PreparedSubmission prepared, String id) {
        try (ArtifactStore store = connection.openStore();
                EventPublisher publisher = connection.publisher()) {
            Event request = prepared.upload(store).request(id);
            publisher.publish(request);
            return "s3://" + store.bucket() + "/" + new ExperimentLayout(id).prefix();
        }
    }

    private static Watch watch(Submission submission) {
        return switch (submission) {
            case RunJob job -> new TrainingWatch();
            case StudySpec study -> new StudyWatch(study);
            case PosteriorJob job -> new PosteriorWatch();
            case CampaignSpec campaign -> new CampaignWatch();
        };
    }

    /** Prints the log of a campaign; other work has told its result already. */
    static void printLog(Result result, Terminal terminal) {
        if (result.outcome().last() instanceof ExperimentFinished finished
                && finished.kind().equals("campaign")) {
            CampaignLog.of(result.board(), finished).print(terminal);
        }
    }
}
