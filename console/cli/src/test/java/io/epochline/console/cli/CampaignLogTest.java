package io.epochline.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.epochline.console.cli.output.Terminal;
import io.epochline.events.Event;
import io.epochline.events.ExperimentFinished;
import io.epochline.events.Failure;
import io.epochline.events.FailureCode;
import io.epochline.events.LossProposed;
import io.epochline.events.ModelProposed;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStarted;
import io.epochline.events.RunStatus;
import io.epochline.events.RunSummary;
import io.epochline.events.view.EventBoard;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CampaignLogTest {

    private final EventBoard board = new EventBoard();

    private void run(String id, Double best, Map<String, String> labels) {
        Failure failure = best == null ? Failure.of(FailureCode.DIVERGED, "NaN") : null;
        RunSummary summary = best == null ? null : new RunSummary(1, 1, 1, best, best, 1, 1, Map.of(), false, 1, 1, 1);
        RunStatus status = best == null ? RunStatus.FAILED : RunStatus.SUCCEEDED;
        tell(new RunStarted(id, "c", 1, "n", "w", "cpu", 1, 1, 1, labels));
        tell(new RunFinished(id, "c", 1, "n", status, failure, summary, null, labels));
    }

    private void tell(Event event) {
        board.apply(event, 1);
    }

    private static Map<String, String> proposal(String id) {
        return Map.of("role", "proposal", "proposal", id);
    }

    private String printed(String winner) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        ExperimentFinished finished = new ExperimentFinished(
                "c", "campaign", RunStatus.SUCCEEDED, null, 3, 1, "val_loss", winner, 0.0198, null, List.of());
        CampaignLog.of(board, finished).print(new Terminal(out, out, false, false, 80));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theBaselineComesFirstAndTheWinnerIsMarked() {
        run("c-baseline", 0.0234, Map.of("role", "baseline"));
        tell(new LossProposed(
                "loss-tv", "c", "c-baseline", 2, "SmoothnessMSE", "0.7*mse + 0.3*tv(pred)", List.of("noisy"), "x"));
        tell(new LossProposed(
                "loss-hp",
                "c",
                "c-baseline",
                1,
                "HuberPearson",
                "0.8*huber + 0.2*(1 - pearson())",
                List.of("tails"),
                "x"));
        tell(new ModelProposed(
                "model-x", "c", "c-baseline", 3, "DenseCnn", TextNode.valueOf("dense_cnn"), List.of("plateau"), "x"));
        tell(new LossProposed("loss-never", "c", "c-baseline", 4, "Untried", "mae", List.of(), "x"));
        run("c-loss-tv", 0.0205, proposal("loss-tv"));
        run("c-loss-hp", 0.0198, proposal("loss-hp"));
        run("c-model-x", null, proposal("model-x"));

        assertThat(printed("c-loss-hp")).isEqualTo("""
                        Experiment log
                          Baseline                          0.02340
                          HuberPearson                      0.01980    -15.4 %  ✓ best
                              0.8*huber + 0.2*(1 - pearson())
                              because tails
                          SmoothnessMSE                     0.02050    -12.4 %
                              0.7*mse + 0.3*tv(pred)
                              because noisy
                          DenseCnn                           failed          -
                              dense_cnn
                              because plateau
                        """);
    }

    @Test
    void theBaselineCanWin() {
        run("c-baseline", 0.02, Map.of("role", "baseline"));

        assertThat(printed("c-baseline")).contains("Baseline", "0.02000", "✓ best");
    }

    @Test
    void runsOnFreshSeedsAreNoLinesAndTheLongestRunCounts() {
        run("c-baseline", 0.02, Map.of("role", "baseline"));
        tell(new LossProposed("loss-a", "c", "c-baseline", 1, "A", "huber", List.of(), "x"));
        tell(new LossProposed("loss-a", "c", "c-round2-baseline", 1, "A again", "mae", List.of(), "x"));
        run("c-loss-a-e4", 0.03, proposal("loss-a"));
        run("c-loss-a", 0.015, proposal("loss-a"));
        run("c-loss-a-s1", 0.5, Map.of("role", "confirmation", "proposal", "loss-a"));
        run("c-round2-loss-a", 0.012, proposal("loss-a"));

        assertThat(printed("c-round2-loss-a"))
                .contains("  A                                 0.01500", "  A again                           0.01200")
                .doesNotContain("0.5", "0.03");
    }
}
