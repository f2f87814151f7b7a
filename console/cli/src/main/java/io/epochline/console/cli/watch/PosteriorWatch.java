package io.epochline.console.cli.watch;

import io.epochline.console.cli.output.Curve;
import io.epochline.console.cli.output.Format;
import io.epochline.console.cli.output.LiveLines;
import io.epochline.console.cli.output.Metrics;
import io.epochline.events.Event;
import io.epochline.events.SamplingFinished;
import io.epochline.events.SamplingProgressed;
import io.epochline.events.view.EventBoard;
import java.util.List;
import java.util.Optional;

/** A posterior: how many draws there are, and how well the chains mix. */
public final class PosteriorWatch implements Watch {

    private static final int BAR_WIDTH = 20;

    private SamplingProgressed progress;
    private Outcome outcome;

    @Override
    public void on(Event event, EventBoard board, LiveLines lines) {
        switch (event) {
            case SamplingProgressed now -> {
                progress = now;
                if (!lines.terminal().live()) {
                    lines.keep(line(now));
                }
            }
            case SamplingFinished finished -> {
                outcome = new Outcome(finished.status(), finished.failure(), finished);
                lines.show(List.of());
                if (!finished.parameters().isEmpty()) {
                    Metrics.table(finished.parameters()).print(lines.terminal());
                    lines.keep(Format.text("Acceptance %.1f %%", 100 * finished.acceptance()));
                }
            }
            default -> {}
        }
    }

    private static String line(SamplingProgressed now) {
        return Format.text(
                "  %s %d/%d draws per chain, acceptance %.1f %%, %s",
                Curve.bar(now.draws(), now.totalDraws(), BAR_WIDTH),
                now.draws(),
                now.totalDraws(),
                100 * now.acceptance(),
                Metrics.worst(now.maxRhat(), now.minEss()));
    }

    @Override
    public List<String> moving(EventBoard board) {
        return progress == null || outcome != null ? List.of() : List.of(line(progress));
    }

    @Override
    public Optional<Outcome> outcome() {
        return Optional.ofNullable(outcome);
    }
}
