package io.epochline.console.cli.watch;

import io.epochline.console.cli.output.Format;
import io.epochline.console.cli.output.LiveLines;
import io.epochline.console.cli.output.Metrics;
import io.epochline.events.EpochCompleted;
import io.epochline.events.Event;
import io.epochline.events.RunFinished;
import io.epochline.events.RunPaused;
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
            case RunStarted started -> lines.keep(line(started));
            case EpochCompleted epoch -> lines.keep(line(epoch));
            case RunPaused paused ->
                lines.keep(Format.text(
                        "paused%s; './epochline continue %s' has it go on",
                        paused.reason().isEmpty() ? "" : ": " + paused.reason(), paused.runId()));
            case RunFinished finished -> {
                outcome = new Outcome(finished.status(), finished.failure(), finished);
                if (finished.summary() != null) {
                    lines.keep(line(finished.summary()));
                }
            }
            default -> {}
        }
    }

    private static String line(RunStarted started) {
        String parameters = started.parameters() == 0 ? "" : Format.text(": %,d parameters", started.parameters());
        String epochs = started.epochs() == 0 ? "" : Format.text(", at most %d epochs", started.epochs());
        return Format.text(
                "%s trains on %s%s%s%s%s%s",
                started.runId(),
                started.worker(),
                started.device() == null ? "" : " (" + started.device() + ")",
                parameters,
                epochs,
                started.stepsPerEpoch() == 0 ? "" : Format.text(" of %d steps", started.stepsPerEpoch()),
                started.attempt() > 1 ? ", attempt " + started.attempt() : "");
    }

    private static String line(EpochCompleted epoch) {
        boolean timed = !Double.isNaN(epoch.examplesPerSecond());
        boolean trained = timed || !Double.isNaN(epoch.trainLoss());
        return Format.text("epoch %3d", epoch.epoch())
                + (epoch.epochs() == 0 ? "" : "/" + epoch.epochs())
                + (trained ? "  train " + Format.number(epoch.trainLoss()) : "")
                + (epoch.valLoss() == null ? "" : "  val " + Format.number(epoch.valLoss()))
                + (epoch.metrics().isEmpty() ? "" : "  " + Metrics.all(epoch.metrics()))
                + (timed ? Format.text("  %.0f examples/s", epoch.examplesPerSecond()) : "")
                + (epoch.best() ? "  *" : "");
    }

    private static String line(RunSummary summary) {
        return Format.text(
                "%s at epoch %d of %d%s, %.1f s%s",
                summary.bestValLoss() == null ? "Best" : "Best val loss " + Format.number(summary.bestValLoss()),
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
