package io.epochline.console.cli.watch;

import io.epochline.console.cli.output.Format;
import io.epochline.console.cli.output.LiveLines;
import io.epochline.console.cli.output.Style;
import io.epochline.events.Event;
import io.epochline.events.ExperimentCancelRequested;
import io.epochline.events.ExperimentFinished;
import io.epochline.events.LossProposed;
import io.epochline.events.ModelProposed;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStarted;
import io.epochline.events.SettingsProposed;
import io.epochline.events.view.EventBoard;
import io.epochline.events.view.RunView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A campaign: the baseline, what is proposed for it, and every run as it ends. */
public final class CampaignWatch implements Watch {

    private Double baselineValue;
    private Outcome outcome;

    @Override
    public void on(Event event, EventBoard board, LiveLines lines) {
        switch (event) {
            case RunStarted started -> {
                if (!lines.terminal().live()) {
                    lines.keep("started   " + name(started.runId(), board) + " on " + started.worker());
                }
            }
            case LossProposed loss -> lines.keep(Format.text("proposed  %s: %s", loss.name(), loss.expression()));
            case ModelProposed model -> lines.keep(Format.text("proposed  %s (model)", model.name()));
            case SettingsProposed settings ->
                lines.keep(Format.text("proposed  %s: %s", settings.name(), settings.settings()));
            case RunFinished finished -> finished(finished, board, lines);
            case ExperimentCancelRequested cancel -> lines.keep("cancelled  no more runs are asked for");
            case ExperimentFinished finished -> outcome = new Outcome(finished.status(), finished.failure(), finished);
            default -> {}
        }
    }

    private void finished(RunFinished run, EventBoard board, LiveLines lines) {
        String name = name(run.runId(), board);
        if (run.failure() != null) {
            String reason = run.failure().code().label() + ": " + run.failure().message();
            lines.keep(lines.terminal().styled(Style.BAD, "failed    " + name + "  " + reason));
            return;
        }
        Double value = run.summary() == null ? null : run.summary().bestValLoss();
        boolean baseline = "baseline".equals(run.labels().get("role"));
        baselineValue = baseline ? value : baselineValue;
        boolean whole = !baseline && !run.labels().containsKey("until");
        String change = whole ? "  " + Format.change(baselineValue, value) : "";
        lines.keep(Format.text("%-9s %s  val %s%s", run.status().label(), name, Format.number(value), change));
    }

    private static String name(String runId, EventBoard board) {
        return board.findRun(runId).map(RunBars::shortName).orElse(runId);
    }

    @Override
    public List<String> moving(EventBoard board) {
        List<RunView> runs = board.runs();
        List<String> lines = new ArrayList<>(RunBars.of(board));
        long over = runs.stream().filter(RunView::over).count();
        lines.add(Format.text("  %d of %d runs over", over, runs.size()));
        return lines;
    }

    @Override
    public Optional<Outcome> outcome() {
        return Optional.ofNullable(outcome);
    }
}
