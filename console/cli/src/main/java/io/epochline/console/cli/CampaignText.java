package io.epochline.console.cli;

import io.epochline.analyzer.proposal.Change;
import io.epochline.analyzer.report.CampaignDocument;
import io.epochline.analyzer.report.CampaignDocument.Confirmation;
import io.epochline.analyzer.report.CampaignDocument.ProposalDocument;
import io.epochline.analyzer.report.CampaignDocument.RoundDocument;
import io.epochline.analyzer.report.CampaignDocument.Run;
import io.epochline.console.cli.output.Format;
import io.epochline.console.cli.output.Style;
import io.epochline.console.cli.output.Table;
import io.epochline.console.cli.output.Terminal;
import io.epochline.events.spec.CampaignSpec;

/** Where a campaign stands, for people: the budget, a table for each round, the verdict. */
record CampaignText(Terminal terminal) {

    void print(CampaignDocument campaign) {
        String state =
                campaign.status() == null ? campaign.state() : campaign.status().label();
        terminal.line(terminal.styled(Style.STRONG, campaign.experimentId()) + "  "
                + terminal.styled(Style.ofState(state), state));
        terminal.line("  " + campaign.objective() + " on the validation set, lower is better");
        terminal.line("  " + spent(campaign));
        campaign.rounds().forEach(this::round);
        if (campaign.verdict() != null) {
            terminal.line("");
            Format.wrap(campaign.verdict(), terminal.width() - 2).forEach(line -> terminal.line("  " + line));
        }
    }

    private static String spent(CampaignDocument campaign) {
        CampaignSpec.Budget budget = campaign.spec().budget();
        return "%s runs, %s epochs, %s s of training; %d failed"
                .formatted(
                        of(Format.count(campaign.spent().runs()), budget.runs()),
                        of(Format.count(campaign.spent().epochs()), budget.epochs()),
                        of(Format.text("%.1f", campaign.spent().seconds()), budget.seconds()),
                        campaign.spent().failed());
    }

    private static String of(String spent, Number budget) {
        return budget == null ? spent : spent + " of " + Format.text("%,.0f", budget.doubleValue());
    }

    private void round(RoundDocument round) {
        terminal.line("");
        Run baseline = round.baseline();
        terminal.line(terminal.styled(Style.STRONG, "Round " + round.round()) + "  baseline "
                + (baseline == null ? "trains" : baseline.runId() + "  " + Format.number(baseline.value())));
        if (!round.proposals().isEmpty()) {
            Table table = new Table("proposal", "~changes", "state", ">epochs", ">value", ">change", "on fresh seeds");
            round.proposals()
                    .forEach(proposal -> table.row(
                            proposal.proposalId().equals(round.adopted()) ? Style.GOOD : Style.PLAIN, cells(proposal)));
            table.print(terminal);
        }
        round.proposals().stream()
                .filter(proposal -> proposal.refusal() != null)
                .forEach(proposal -> terminal.line("  %s: %s", proposal.name(), proposal.refusal()));
    }

    private static Object[] cells(ProposalDocument proposal) {
        Integer epochs =
                proposal.stages().isEmpty() ? null : proposal.stages().getLast().epochs();
        return new Object[] {
            proposal.name(),
            changes(proposal.change()),
            proposal.state(),
            epochs == null ? "" : epochs,
            Format.number(proposal.value()),
            percent(proposal.relativeChange()),
            proposal.confirmation() == null ? "" : confirmation(proposal.confirmation())
        };
    }

    /** What differs from the baseline's job, on one line. */
    static String changes(Change change) {
        return switch (change) {
            case Change.NewLoss loss -> loss.expression();
            case Change.NewModel model ->
                model.model().isTextual()
                        ? model.model().asText()
                        : model.model().path("name").asText("a model of its own");
            case Change.NewSettings settings -> settings.settings().toString();
        };
    }

    private static String confirmation(Confirmation said) {
        return "%s (%s to %s), p %.4f%s"
                .formatted(
                        percent(said.relativeChange()),
                        percent(said.low()),
                        percent(said.high()),
                        said.pHolm(),
                        said.confirmed() ? "  ✓" : "");
    }

    private static String percent(Double change) {
        return change == null ? "" : Format.text("%+.1f %%", 100 * change);
    }
}
