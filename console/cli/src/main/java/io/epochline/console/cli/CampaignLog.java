package io.epochline.console.cli;

import io.epochline.analyzer.proposal.Change;
import io.epochline.console.cli.output.Format;
import io.epochline.console.cli.output.Style;
import io.epochline.console.cli.output.Terminal;
import io.epochline.events.ExperimentFinished;
import io.epochline.events.Proposed;
import io.epochline.events.view.EventBoard;
import io.epochline.events.view.ExperimentView;
import io.epochline.events.view.RunView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What came of a campaign: the baseline first, then every proposal that was tried, the best first, with its evidence, its
 * validation loss, and the change against the baseline.
 */
record CampaignLog(Double baseline, List<Line> lines, boolean baselineWins, String verdict) {

    /**
     * One proposal.
     *
     * @param what the loss as an expression, or the model
     * @param valLoss absent where the run failed
     * @param until the epoch after which it was left behind; absent where it was trained whole
     */
    record Line(
            String name,
            String what,
            List<String> evidence,
            String status,
            Double valLoss,
            String until,
            boolean winner) {}

    private static final int NAME_WIDTH = 28;
    private static final String INDENT = " ".repeat(6);

    static CampaignLog of(EventBoard board, ExperimentFinished finished) {
        ExperimentView experiment =
                board.findExperiment(finished.experimentId()).orElseThrow();
        List<RunView> runs = experiment.runIds().stream()
                .flatMap(id -> board.findRun(id).stream())
                .toList();
        Optional<RunView> baseline = runs.stream()
                .filter(run -> "baseline".equals(run.labels().get("role")))
                .findFirst();
        List<Line> lines = new ArrayList<>();
        for (Proposed proposed : experiment.proposals()) {
            run(runs, proposed.runId(), proposed.proposalId())
                    .ifPresent(run -> lines.add(line(run, proposed, finished)));
        }
        lines.sort(Comparator.comparing((Line line) -> line.until() != null)
                .thenComparing(Line::valLoss, Comparator.nullsLast(Comparator.naturalOrder())));
        return new CampaignLog(
                baseline.map(RunView::bestValLoss).orElse(null),
                List.copyOf(lines),
                baseline.map(run -> run.runId().equals(finished.bestRunId())).orElse(false),
                finished.verdict());
    }

    /** The longest run of a proposal for a baseline, which is the last; those on fresh seeds do not count. */
    private static Optional<RunView> run(List<RunView> runs, String baseline, String proposalId) {
        String round = baseline.replaceFirst("baseline$", "");
        return runs.stream()
                .filter(run -> "proposal".equals(run.labels().get("role")))
                .filter(run -> proposalId.equals(run.labels().get("proposal")))
                .filter(run -> run.runId().startsWith(round + proposalId))
                .reduce((earlier, later) -> later);
    }

    private static Line line(RunView run, Proposed proposed, ExperimentFinished finished) {
        return new Line(
                proposed.name(),
                CampaignText.changes(Change.of(proposed)),
                proposed.evidence(),
                run.state(),
                run.bestValLoss(),
                run.labels().get("until"),
                run.runId().equals(finished.bestRunId()));
    }

    void print(Terminal terminal) {
        terminal.line(terminal.styled(Style.STRONG, "Experiment log"));
        terminal.line(row("Baseline", Format.number(baseline), "", baselineWins, terminal));
        for (Line line : lines) {
            String value = line.valLoss() == null ? line.status() : Format.number(line.valLoss());
            String change = line.until() == null ? Format.change(baseline, line.valLoss()) : line.until() + " epochs";
            terminal.line(row(line.name(), value, change, line.winner(), terminal));
            detail(line.what(), terminal);
            line.evidence().forEach(sentence -> detail("because " + sentence, terminal));
        }
        if (verdict != null) {
            terminal.line("");
            Format.wrap(verdict, terminal.width() - 2).forEach(line -> terminal.line("  " + line));
        }
    }

    private static String row(String name, String value, String change, boolean winner, Terminal terminal) {
        String row = Format.text(
                "  %-" + NAME_WIDTH + "s %12s %10s%s",
                Format.fit(name, NAME_WIDTH),
                value,
                change,
                winner ? "  ✓ best" : "");
        return terminal.styled(winner ? Style.GOOD : Style.PLAIN, row.stripTrailing());
    }

    private static void detail(String text, Terminal terminal) {
        Format.wrap(text, terminal.width() - INDENT.length())
                .forEach(line -> terminal.line(INDENT + terminal.styled(Style.FAINT, line)));
    }
}
