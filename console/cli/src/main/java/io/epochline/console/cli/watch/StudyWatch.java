package io.epochline.console.cli.watch;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.console.cli.output.Format;
import io.epochline.console.cli.output.LiveLines;
import io.epochline.console.cli.output.Style;
import io.epochline.events.Event;
import io.epochline.events.ExperimentCancelRequested;
import io.epochline.events.ExperimentFinished;
import io.epochline.events.JobRequested;
import io.epochline.events.Json;
import io.epochline.events.RunFinished;
import io.epochline.events.SearchSpaceRefined;
import io.epochline.events.spec.JobPath;
import io.epochline.events.spec.StudySpec;
import io.epochline.events.view.EventBoard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A study, a line per trial with what it tried. */
public final class StudyWatch implements Watch {

    private final StudySpec study;
    private final Map<String, String> tried = new HashMap<>();
    private int over;
    private Double best;
    private Outcome outcome;
    private boolean refined;

    public StudyWatch(StudySpec study) {
        this.study = study;
    }

    @Override
    public void on(Event event, EventBoard board, LiveLines lines) {
        switch (event) {
            case JobRequested asked -> tried.put(asked.jobId(), values(asked));
            case RunFinished trial -> trial(trial, lines);
            case ExperimentFinished finished -> {
                outcome = new Outcome(finished.status(), finished.failure(), finished);
                lines.keep(line(finished));
            }
            case ExperimentCancelRequested cancel -> lines.keep("cancelled: no more trials are asked for");
            case SearchSpaceRefined answer -> {
                refined = true;
                lines.keep("Refined search space: "
                        + (answer.yaml() == null ? "" : answer.yaml().uri()));
                answer.findings()
                        .forEach(finding -> lines.keep(Format.text(
                                "  %-24s %-7s %s", finding.parameter(), finding.action(), finding.reason())));
            }
            default -> {}
        }
    }

    private void trial(RunFinished trial, LiveLines lines) {
        over++;
        Double value = value(trial);
        boolean record = value != null && Double.isFinite(value) && (best == null || better(value, best));
        best = record ? value : best;
        String line = Format.text(
                "trial %3s  %-10s %s %s  %s%s",
                trial.labels().getOrDefault("trial", "?"),
                trial.status().label(),
                study.metric(),
                Format.number(value),
                tried.getOrDefault(trial.runId(), ""),
                record ? "  best so far" : "");
        lines.keep(lines.terminal().styled(record ? Style.GOOD : Style.PLAIN, line));
    }

    private static String line(ExperimentFinished finished) {
        String best = finished.bestRunId() == null
                ? ""
                : Format.text(
                        ", best %s %s in %s",
                        finished.metric(), Format.number(finished.bestValue()), finished.bestRunId());
        return Format.text("Study over: %d trials, %d failed%s", finished.runs(), finished.failedRuns(), best);
    }

    private boolean better(double value, double than) {
        return study.direction().equals("maximize") ? value > than : value < than;
    }

    private Double value(RunFinished trial) {
        if (trial.summary() == null) {
            return null;
        }
        return study.metric().equals("val_loss")
                ? trial.summary().bestValLoss()
                : trial.summary().metrics().get(study.metric());
    }

    /** {@code optimizer.lr=0.0031 model.params.width=32}. */
    private String values(JobRequested asked) {
        JsonNode job = Json.MAPPER.valueToTree(asked.spec());
        return study.space().keySet().stream()
                .map(path -> path + "="
                        + JobPath.get(job, path).map(StudyWatch::text).orElse("?"))
                .collect(Collectors.joining(" "));
    }

    private static String text(JsonNode value) {
        return value.isFloatingPointNumber() ? Format.number(value.asDouble()) : value.asText(value.toString());
    }

    @Override
    public List<String> moving(EventBoard board) {
        List<String> lines = new ArrayList<>(RunBars.of(board));
        lines.add(Format.text(
                "  %d of %d trials, best %s %s", over, study.trials(), study.metric(), Format.number(best)));
        return lines;
    }

    @Override
    public Optional<Outcome> outcome() {
        return Optional.ofNullable(outcome);
    }

    /** The refined space comes after the end. */
    @Override
    public boolean complete() {
        return refined || (outcome != null && !outcome.succeeded());
    }
}
