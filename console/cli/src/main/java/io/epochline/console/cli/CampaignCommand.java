package io.epochline.console.cli;

import io.epochline.analyzer.campaign.Campaign;
import io.epochline.analyzer.report.CampaignDocument;
import io.epochline.console.cli.output.Style;
import io.epochline.console.cli.output.Terminal;
import io.epochline.console.cli.submit.PreparedSubmission;
import io.epochline.events.kafka.EventLog;
import io.epochline.events.spec.CampaignSpec;
import io.epochline.events.spec.Submission;
import io.epochline.events.view.EventBoard;
import io.epochline.events.view.ExperimentView;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Campaigns: from a job file to a verdict, and where one stands. */
@Command(name = "campaign", description = "Improve a training job: run a campaign, or show where one stands.")
final class CampaignCommand implements Runnable {

    private final Session session;

    @ParentCommand
    private Epochline root;

    CampaignCommand(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        throw CliException.badInput("campaign what? Expected 'campaign run FILE' or 'campaign show ID'.");
    }

    @Command(
            name = "run",
            description = {
                "Check a campaign's job file, publish it, and follow it to its end.",
                "Exit status 0 when it came to a verdict, whether or not anything was better than the baseline; 1 when it "
                        + "failed or was cancelled. Ctrl-C ends the following, not the campaign."
            })
    int run(@Parameters(paramLabel = "FILE", description = "A job of kind campaign, in YAML or JSON.") Path file) {
        PreparedSubmission prepared =
                PreparedSubmission.read(file, () -> Connection.of(session).openStore());
        requireCampaign(file, prepared.submission());
        Connection connection = Connection.of(session).withTopics();
        Terminal terminal = root.json ? session.terminal().besideJson() : session.terminal();
        Publication.Result result = new Publication(connection, session.clock())
                .publishAndFollow(prepared, terminal, Vigilance.patient(terminal, connection::brokerTakesConnections));
        show(document(connection, result.id()));
        terminal.line("Artifacts: " + result.artifacts());
        if (!result.outcome().succeeded()) {
            terminal.line(terminal.styled(
                    Style.BAD, result.id() + " " + result.outcome().reason()));
            return ExitCode.WORK_FAILED;
        }
        return ExitCode.DONE;
    }

    private static void requireCampaign(Path file, Submission submission) {
        if (!(submission instanceof CampaignSpec)) {
            throw CliException.badInput(
                    "%s: expected kind: campaign, found another. Maybe you mean './epochline submit %1$s --wait', which takes"
                            + " a job of any kind.",
                    file);
        }
    }

    @Command(
            name = "show",
            description = {
                "Show where a campaign stands: its rounds, the proposals of each with their state, how much of the budget is "
                        + "used, and the verdict.",
                "With --json, the document that report.json holds when the campaign is over."
            })
    int show(@Parameters(paramLabel = "ID", description = "Of a campaign, or its unique beginning.") String given) {
        show(document(Connection.of(session), given));
        return ExitCode.DONE;
    }

    private void show(CampaignDocument campaign) {
        if (root.json) {
            session.terminal().json(campaign);
        } else {
            new CampaignText(session.terminal()).print(campaign);
        }
    }

    /** What a campaign decides is a function of its events, so they tell where it stands. */
    private static CampaignDocument document(Connection connection, String given) {
        try (EventLog log = connection.fromBeginning(History.TOPICS)) {
            List<EventLog.Entry> told = History.read(log);
            EventBoard board = History.board(told);
            String id = Lookup.experiment(board, given);
            ExperimentView view = board.findExperiment(id).orElseThrow();
            Campaign campaign = Campaign.replay(History.events(told, id))
                    .orElseThrow(() -> CliException.badInput(
                            "'%s' is no campaign. './epochline show %s' shows what it is.", id, id));
            String verdict = view.finished() == null ? null : view.finished().verdict();
            return CampaignDocument.of(campaign.standing(), verdict);
        }
    }
}
