package io.epochline.console.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.console.cli.output.Metrics;
import io.epochline.console.report.table.RunTable;
import io.epochline.events.EpochCompleted;
import io.epochline.events.Json;
import io.epochline.events.view.RunView;
import java.time.Instant;
import java.util.List;

/** What the events tell of a run, in the form that {@code summary.json} has, so that both fit into one table. */
final class RunDocuments {

    private RunDocuments() {}

    static RunTable table(List<RunView> runs) {
        return RunTable.of(runs.stream().map(RunDocuments::of).toList());
    }

    static ObjectNode of(RunView run) {
        ObjectNode document = Json.MAPPER.createObjectNode();
        if (run.summary() != null) {
            document.setAll((ObjectNode) Json.MAPPER.valueToTree(run.summary()));
        } else {
            soFar(document, run);
        }
        document.put("run_id", run.runId())
                .put("experiment_id", run.experimentId())
                .put("name", run.name())
                .put("status", run.state());
        if (run.attempt() > 0) {
            document.put("attempt", run.attempt()).putObject("provenance").put("worker", run.worker());
        }
        if (run.failure() != null) {
            document.set("failure", Json.MAPPER.valueToTree(run.failure()));
        }
        if (run.job() != null) {
            document.set("settings", Json.MAPPER.valueToTree(run.job()));
        }
        document.set("labels", Json.MAPPER.valueToTree(run.labels()));
        time(document, "requested_at", run.requestedAt());
        time(document, "started_at", run.startedAt());
        time(document, "finished_at", run.finishedAt());
        return document;
    }

    private static void soFar(ObjectNode document, RunView run) {
        List<EpochCompleted> curve = run.curve();
        document.put("epochs", curve.size());
        document.set("best_val_loss", Json.MAPPER.valueToTree(run.bestValLoss()));
        document.set("metrics", Json.MAPPER.valueToTree(Metrics.of(run)));
        if (!curve.isEmpty()) {
            document.set(
                    "first_train_loss", Json.MAPPER.valueToTree(curve.getFirst().trainLoss()));
            document.set(
                    "final_train_loss", Json.MAPPER.valueToTree(curve.getLast().trainLoss()));
        }
    }

    private static void time(ObjectNode document, String name, long millis) {
        if (millis > 0) {
            document.put(name, Instant.ofEpochMilli(millis).toString());
        }
    }
}
