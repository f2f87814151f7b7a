package io.epochline.console.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.console.cli.output.LiveLines;
import io.epochline.console.cli.output.Terminal;
import io.epochline.events.EpochCompleted;
import io.epochline.events.Event;
import io.epochline.events.ExperimentFinished;
import io.epochline.events.Failure;
import io.epochline.events.FailureCode;
import io.epochline.events.JobRequested;
import io.epochline.events.LossProposed;
import io.epochline.events.RunFinished;
import io.epochline.events.RunPaused;
import io.epochline.events.RunStarted;
import io.epochline.events.RunStatus;
import io.epochline.events.RunSummary;
import io.epochline.events.SamplingFinished;
import io.epochline.events.SamplingProgressed;
import io.epochline.events.SearchSpaceRefined;
import io.epochline.events.spec.JobFile;
import io.epochline.events.spec.RunJob;
import io.epochline.events.spec.StudySpec;
import io.epochline.events.view.EventBoard;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WatchTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final LiveLines lines = new LiveLines(new Terminal(out, out, false, false, 100));
    private final EventBoard board = new EventBoard();

    private String written(Watch watch, Event... events) {
        for (Event event : events) {
            board.apply(event, 1);
            watch.on(event, board, lines);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static RunStarted started(String run, String experiment, Map<String, String> labels) {
        return new RunStarted(run, experiment, 1, "digits", "trainer-1", "cpu", 2, 45, 12345, labels);
    }

    private static EpochCompleted epoch(String run, String experiment, int epoch, double val) {
        return new EpochCompleted(
                run, experiment, epoch, 2, 0.5, val, Map.of("accuracy", 0.9), 1e-3, 1, 1, 1000, 1, true, null);
    }

    private static RunFinished finished(String run, String experiment, double best, Map<String, String> labels) {
        RunSummary summary =
                new RunSummary(2, 90, 2, best, best, 0.9, 0.4, Map.of("accuracy", 0.95), false, 2.5, 1000, 12345);
        return new RunFinished(run, experiment, 1, "digits", RunStatus.SUCCEEDED, null, summary, null, labels);
    }

    private static RunFinished failed(String run, String experiment, Map<String, String> labels) {
        Failure failure = Failure.of(FailureCode.DIVERGED, "the loss is NaN");
        return new RunFinished(run, experiment, 1, "digits", RunStatus.FAILED, failure, null, null, labels);
    }

    @Test
    void aRunHasALinePerEpochAndOneForItsEnd() {
        TrainingWatch watch = new TrainingWatch();
        String written = written(
                watch,
                started("r", "r", Map.of()),
                epoch("r", "r", 1, 0.4),
                epoch("r", "r", 2, 0.25),
                finished("r", "r", 0.25, Map.of()));

        assertThat(written).isEqualTo("""
                        r trains on trainer-1 (cpu): 12,345 parameters, at most 2 epochs of 45 steps
                        epoch   1/2  train 0.5000  val 0.4000  accuracy 0.9000  1000 examples/s  *
                        epoch   2/2  train 0.5000  val 0.2500  accuracy 0.9000  1000 examples/s  *
                        Best val loss 0.2500 at epoch 2 of 2, 2.5 s; there accuracy 0.9500
                        """);
        assertThat(watch.outcome())
                .hasValueSatisfying(outcome -> assertThat(outcome.succeeded()).isTrue());
    }

    @Test
    void aRunThatIsHeldSaysHowItGoesOn() {
        String written = written(
                new TrainingWatch(),
                new RunPaused("r", "r", 1, 1, "the slot is needed"),
                new RunPaused("r", "r", 2, 2, ""));

        assertThat(written).isEqualTo("""
                        paused: the slot is needed; './epochline continue r' has it go on
                        paused; './epochline continue r' has it go on
                        """);
    }

    @Test
    void whatAProgramDoesNotTellIsLeftOut() {
        double unknown = Double.NaN;
        RunSummary summary =
                new RunSummary(1, 1, 1, null, null, unknown, unknown, Map.of("accuracy", 0.9), false, 2.5, unknown, 0);
        String written = written(
                new TrainingWatch(),
                new RunStarted("r", "r", 2, "mnist", "trainer-1", null, 0, 0, 0, Map.of()),
                new EpochCompleted(
                        "r",
                        "r",
                        1,
                        0,
                        unknown,
                        null,
                        Map.of("accuracy", 0.9),
                        unknown,
                        unknown,
                        unknown,
                        unknown,
                        2.5,
                        true,
                        null),
                new RunFinished("r", "r", 2, "mnist", RunStatus.SUCCEEDED, null, summary, null, Map.of()));

        assertThat(written).isEqualTo("""
                        r trains on trainer-1, attempt 2
                        epoch   1  accuracy 0.9000  *
                        Best at epoch 1 of 1, 2.5 s; there accuracy 0.9000
                        """);
    }

    @Test
    void aFailedRunTellsItsReason() {
        TrainingWatch watch = new TrainingWatch();
        written(watch, failed("r", "r", Map.of()));

        assertThat(watch.outcome().orElseThrow().reason()).isEqualTo("failed: diverged: the loss is NaN");
    }

    @Test
    void aRunThatTrainsHasABar() {
        TrainingWatch watch = new TrainingWatch();
        written(watch, started("r", "r", Map.of()), epoch("r", "r", 1, 0.4));

        assertThat(watch.moving(board))
                .containsExactly("  ━━━━━━━━━━──────────   1/2  train 0.5000  val 0.4000  best 0.4000  digits");
    }

    @Test
    void aStudyListsWhatItsTrialsTriedAndWaitsForTheRefinedSpace() {
        String job = "{\"name\": \"j\", \"data\": {\"source\": \"spectral\"}, \"model\": \"cnn_small\", "
                + "\"loss\": \"mse\", \"optimizer\": {\"lr\": 0.003}}";
        StudySpec study = (StudySpec) JobFile.read(
                "{\"kind\": \"study\", \"name\": \"s\", \"trials\": 2, \"job\": " + job
                        + ", \"space\": {\"optimizer.lr\": {\"type\": \"float\", \"low\": 0.001, \"high\": 0.1}}}",
                "s.yaml");
        RunJob spec = JobFile.run(study.job(), Set.of());
        StudyWatch watch = new StudyWatch(study);
        Map<String, String> first = Map.of("role", "trial", "trial", "0");
        Map<String, String> second = Map.of("role", "trial", "trial", "1");

        String written = written(
                watch,
                new JobRequested("s-trial-0", "s", spec, first),
                finished("s-trial-0", "s", 0.3, first),
                new JobRequested("s-trial-1", "s", spec, second),
                failed("s-trial-1", "s", second),
                new ExperimentFinished(
                        "s", "study", RunStatus.SUCCEEDED, null, 2, 1, "val_loss", "s-trial-0", 0.3, null, List.of()));
        assertThat(written).isEqualTo("""
                        trial   0  succeeded  val_loss 0.3000  optimizer.lr=0.003000  best so far
                        trial   1  failed     val_loss -  optimizer.lr=0.003000
                        Study over: 2 trials, 1 failed, best val_loss 0.3000 in s-trial-0
                        """);
        assertThat(watch.complete()).isFalse();
        written(watch, new SearchSpaceRefined("s", Map.of(), List.of(), null));
        assertThat(watch.complete()).isTrue();
    }

    @Test
    void aPosteriorTellsHowItsChainsMix() {
        PosteriorWatch watch = new PosteriorWatch();
        String written = written(
                watch,
                new SamplingProgressed("p", "p", 500, 1000, 0.3, 1.02, 120.0),
                new SamplingFinished(
                        "p",
                        "p",
                        "p",
                        RunStatus.SUCCEEDED,
                        null,
                        0.31,
                        Map.of("w", new SamplingFinished.ParameterSummary(1, 0.5, 0.01, 1.001, 800, 700)),
                        null));
        assertThat(written).isEqualTo("""
                          ━━━━━━━━━━────────── 500/1000 draws per chain, acceptance 30.0 %, R-hat 1.020, ESS 120
                        parameter   mean      sd     mcse  R-hat  ESS bulk  ESS tail
                        w          1.000  0.5000  0.01000  1.001       800       700
                        Acceptance 31.0 %
                        """);
    }

    @Test
    void aCampaignComparesEveryRunWithItsBaseline() {
        CampaignWatch watch = new CampaignWatch();
        Map<String, String> proposal = Map.of("role", "proposal", "proposal", "loss-a");
        String written = written(
                watch,
                started("c-baseline", "c", Map.of("role", "baseline")),
                finished("c-baseline", "c", 0.4, Map.of("role", "baseline")),
                new LossProposed("loss-a", "c", "c-baseline", 1, "A", "mae", List.of("because"), "better"),
                started("c-loss-a", "c", proposal),
                finished("c-loss-a", "c", 0.3, proposal),
                failed("c-loss-b", "c", Map.of("role", "proposal", "proposal", "loss-b")));
        assertThat(written).isEqualTo("""
                        started   baseline on trainer-1
                        succeeded baseline  val 0.4000
                        proposed  A: mae
                        started   loss-a on trainer-1
                        succeeded loss-a  val 0.3000  -25.0 %
                        failed    loss-b  diverged: the loss is NaN
                        """);
        assertThat(watch.outcome()).isEmpty();
    }
}
