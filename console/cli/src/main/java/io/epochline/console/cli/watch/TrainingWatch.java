package io.epochline.console.cli.watch;

import io.epochline.console.cli.output.Format;
import io.epochline.console.cli.output.LiveLines;
import io.epochline.console.cli.output.Metrics;
import io.epochline.events.EpochCompleted;
import io.epochline.events.Event;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStarted;
import io.epochline.events.RunSummary;
import io.epochline.events.view.EventBoard;
import java.util.List;
import java.util.Optional;

/** One training run, a line per epoch. */
public final class TrainingWatch implements Watch {

    private Outcome outcome;

    @Override
    public void on(Event event, EventBoard board, LiveLines lines) {
        switch (event) {
            case RunStarted started ->
                lines.keep(Format.text(
                        "%s trains on %s (%s): %,d parameters, at most %d epochs of %d steps%s",
                        started.runId(),
                        started.worker(),
                        started.device(),
                        started.parameters(),
                        started.epochs(),
                        started.stepsPerEpoch(),
                        started.attempt() > 1 ? ", attempt " + started.attempt() : ""));
            case EpochCompleted epoch -> lines.keep(line(epoch));
            case RunFinished finished -> {
                outcome = new Outcome(finished.status(), finished.failure(), finished);
                if (finished.summary() != null) {
                    lines.keep(line(finished.summary()));
                }
            }
            default -> {}
        }
    }

    private static String line(EpochCompleted epoch) {
        String metrics = epoch.metrics().isEmpty() ? "" : "  " + Metrics.all(epoch.metrics());
        return Format.text(
                "epoch %3d/%d  train %s  val %s%s  %.0f examples/s%s",
                epoch.epoch(),
                epoch.epochs(),
                Format.number(epoch.trainLoss()),
                Format.number(epoch.valLoss()),
                metrics,
                epoch.examplesPerSecond(),
                epoch.best() ? "  *" : "");
    }

    private static String line(RunSummary summary) {
        return Format.text(
                "Best val loss %s at epoch %d of %d%s, %.1f s%s",
                Format.number(summary.bestValLoss()),
                summary.bestEpoch(),
                summary.epochs(),
                summary.stoppedEarly() ? " (stopped early)" : "",
                summary.seconds(),
                summary.metrics().isEmpty() ? "" : "; there " + Metrics.all(summary.metrics()));
    }

    @Override
    public List<String> moving(EventBoard board) {
        return RunBars.of(board);
    }

    @Override
    public Optional<Outcome> outcome() {
        return Optional.ofNullable(outcome);
    }
}
