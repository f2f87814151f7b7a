package io.epochline.console.cli.watch;

import io.epochline.console.cli.output.Curve;
import io.epochline.console.cli.output.Format;
import io.epochline.events.EpochCompleted;
import io.epochline.events.view.EventBoard;
import io.epochline.events.view.RunView;
import java.util.List;

/** A moving line for every run that trains. */
final class RunBars {

    private static final int BAR_WIDTH = 20;

    private RunBars() {}

    static List<String> of(EventBoard board) {
        return board.runs().stream()
                .filter(run -> run.state().equals("running") && run.epochs() > 0)
                .map(RunBars::line)
                .toList();
    }

    /** The name comes last, so that a narrow terminal cuts it and not the numbers. */
    private static String line(RunView run) {
        int done = run.curve().size();
        String progress = Format.text("  %s %3d/%d", Curve.bar(done, run.epochs(), BAR_WIDTH), done, run.epochs());
        if (done == 0) {
            return progress + "  " + shortName(run);
        }
        EpochCompleted last = run.curve().getLast();
        return Format.text(
                "%s  train %s  val %s  best %s  %s",
                progress,
                Format.number(last.trainLoss()),
                Format.number(last.valLoss()),
                Format.number(run.bestValLoss()),
                shortName(run));
    }

    /** What tells the run from others of its experiment. */
    static String shortName(RunView run) {
        boolean ofExperiment = run.runId().startsWith(run.experimentId() + "-");
        return ofExperiment ? run.runId().substring(run.experimentId().length() + 1) : run.name();
    }
}
