package io.epochline.console.cli;

import io.epochline.artifacts.ObjectInfo;
import io.epochline.console.cli.output.Curve;
import io.epochline.console.cli.output.Format;
import io.epochline.console.cli.output.Metrics;
import io.epochline.console.cli.output.Style;
import io.epochline.console.cli.output.Table;
import io.epochline.console.cli.output.Terminal;
import io.epochline.events.EpochCompleted;
import io.epochline.events.Failure;
import io.epochline.events.view.ExperimentView;
import io.epochline.events.view.PosteriorView;
import io.epochline.events.view.RunView;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/** Writes all that is known of one run, posterior or experiment. */
record Details(Terminal terminal) {

    private static final int CURVE_WIDTH = 40;
    private static final int SEGMENTS_SHOWN = 3;

    void run(RunView run, List<ObjectInfo> artifacts) {
        head(run.runId(), run.state());
        field("experiment", run.experimentId());
        field("name", run.name());
        if (!run.labels().isEmpty()) {
            field("labels", new TreeMap<>(run.labels()).toString());
        }
        if (run.worker() != null) {
            field("worker", run.worker() + ", attempt " + run.attempt());
            field("parameters", run.parameters() == 0 ? "" : Format.text("%,d", run.parameters()));
        }
        field("epochs", run.curve().size() + (run.epochs() == 0 ? "" : " of at most " + run.epochs()));
        failure(run.failure());
        curve(run);
        field("metrics", Metrics.all(Metrics.of(run)));
        if (run.summary() != null) {
            double rate = run.summary().examplesPerSecond();
            String time = Format.text("%.1f s", run.summary().seconds());
            field("time", Double.isNaN(rate) ? time : time + Format.text(", %.0f examples/s", rate));
        }
        artifacts(artifacts);
    }

    private void curve(RunView run) {
        List<Double> losses = run.curve().stream()
                .map(EpochCompleted::valLoss)
                .filter(Objects::nonNull)
                .toList();
        if (losses.isEmpty()) {
            return;
        }
        String best = run.summary() == null || run.summary().bestEpoch() == 0
                ? ""
                : " at epoch " + run.summary().bestEpoch();
        field(
                "val loss",
                "%s  %s -> best %s%s"
                        .formatted(
                                Curve.of(losses, CURVE_WIDTH),
                                Format.number(losses.getFirst()),
                                Format.number(run.bestValLoss()),
                                best));
    }

    void posterior(PosteriorView posterior, List<ObjectInfo> artifacts) {
        head(posterior.jobId(), posterior.state());
        field("experiment", posterior.experimentId());
        field("name", posterior.name());
        field("mixing", Metrics.worst(posterior));
        if (posterior.finished() != null) {
            failure(posterior.finished().failure());
            Metrics.table(posterior.finished().parameters()).print(terminal);
        }
        artifacts(artifacts);
    }

    void experiment(ExperimentView experiment, List<RunView> runs, List<ObjectInfo> artifacts) {
        head(experiment.experimentId(), Objects.requireNonNullElse(experiment.state(), "running"));
        field("kind", experiment.kind());
        field("name", experiment.name());
        if (experiment.finished() != null) {
            failure(experiment.finished().failure());
            if (experiment.finished().bestRunId() != null) {
                field(
                        "best",
                        "%s, %s %s"
                                .formatted(
                                        experiment.finished().bestRunId(),
                                        experiment.finished().metric(),
                                        Format.number(experiment.finished().bestValue())));
            }
        }
        Table table = new Table("run", "status", ">epochs", ">best val", "metric");
        runs.forEach(run -> table.row(
                run.runId(), run.state(), run.curve().size(), Format.number(run.bestValLoss()), Metrics.first(run)));
        table.print(terminal);
        artifacts(artifacts.stream()
                .filter(artifact -> !artifact.key().contains("/runs/"))
                .toList());
    }

    private void head(String id, String state) {
        terminal.line(terminal.styled(Style.STRONG, id) + "  " + terminal.styled(Style.ofState(state), state));
    }

    private void field(String name, String value) {
        if (!value.isEmpty()) {
            terminal.line(terminal.styled(Style.FAINT, Format.text("  %-11s", name)) + value);
        }
    }

    private void failure(Failure failure) {
        if (failure != null) {
            field("failure", failure.code().label() + ": " + failure.message());
        }
    }

    private void artifacts(List<ObjectInfo> artifacts) {
        if (artifacts.isEmpty()) {
            return;
        }
        String folder = folder(artifacts);
        terminal.line("");
        Table table = new Table(folder, ">size");
        List<ObjectInfo> segments = artifacts.stream()
                .filter(object -> object.key().contains("/segments/"))
                .toList();
        artifacts.stream()
                .filter(object -> !segments.contains(object) || segments.size() <= SEGMENTS_SHOWN)
                .forEach(object -> table.row(object.key().substring(folder.length()), Format.bytes(object.size())));
        if (segments.size() > SEGMENTS_SHOWN) {
            long size = segments.stream().mapToLong(ObjectInfo::size).sum();
            table.row("segments/ (%d epochs)".formatted(segments.size()), Format.bytes(size));
        }
        table.print(terminal);
    }

    /** What all keys begin with, up to a slash. */
    private static String folder(List<ObjectInfo> artifacts) {
        String common = artifacts.getFirst().key();
        for (ObjectInfo artifact : artifacts) {
            while (!artifact.key().startsWith(common)) {
                common = common.substring(0, common.length() - 1);
            }
        }
        return common.substring(0, common.lastIndexOf('/') + 1);
    }
}
