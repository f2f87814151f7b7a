package io.epochline.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.artifacts.DataFiles;
import io.epochline.artifacts.MemoryArtifactStore;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzReader;
import io.epochline.events.Event;
import io.epochline.events.JobRequested;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStatus;
import io.epochline.events.RunSummary;
import io.epochline.events.spec.JobFile;
import io.epochline.trainer.command.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The job files that are shipped do what their comments say. */
class ExamplesTest {

    private static final Path FOLDER = Path.of("../../docs/examples");
    private static final RunLayout LAYOUT = RunLayout.of("example", "example");

    @TempDir
    Path work;

    private final MemoryArtifactStore store = new MemoryArtifactStore("epochline");

    @Test
    void digitsReachNinetySixPercentOfTheHeldOut() throws IOException {
        assertThat(train("digits.yaml").metrics().get("accuracy")).isGreaterThanOrEqualTo(0.96);
    }

    @Test
    void aNetworkOfPyTorchLearnsTheDigitsToo() throws IOException {
        assertThat(train("digits-torch.yaml").metrics().get("accuracy")).isGreaterThanOrEqualTo(0.96);
    }

    @Test
    void diabetesExplainsWhatALinearModelDoes() throws IOException {
        RunSummary summary = train("diabetes.yaml");

        assertThat(summary.stoppedEarly()).isTrue();
        assertThat(summary.metrics().get("pearson")).isGreaterThan(0.6);
    }

    @Test
    void agesThatWereNeverSeenArePredictedToo() throws IOException {
        assertThat(train("diabetes-ages.yaml").metrics().get("pearson")).isGreaterThan(0.5);
    }

    @Test
    void aSigmaHeadIsAboutAsSureAsItShouldBe() throws IOException {
        RunSummary summary = train("diabetes-sigma.yaml");

        assertThat(summary.metrics().get("rmse")).isLessThan(0.8);
        assertThat(summary.metrics().get("coverage_1sigma")).isBetween(0.5, 0.85);
    }

    @Test
    void aRankerOfPairsIsRightMoreOftenThanNot() throws IOException {
        assertThat(train("diabetes-pairs.yaml").metrics().get("ranking_accuracy"))
                .isGreaterThan(0.7);
    }

    @Test
    void coefficientsComeToWhereTheirPosteriorIsHighest() throws IOException {
        RunSummary summary = train("objective-diabetes.yaml");

        assertThat(summary.stoppedEarly()).isTrue();
        double[] norms =
                NpzReader.readAll(store.get(LAYOUT.trace())).get("grad_norm").doubles();
        assertThat(norms[norms.length - 1]).isLessThan(0.1);
    }

    @Test
    void aBowlWithALearningRateForEachParameterTakesAHandfulOfSteps() throws IOException {
        RunSummary summary = train("objective-quadratic.yaml");

        assertThat(summary.stoppedEarly()).isTrue();
        assertThat(summary.steps()).isLessThan(15);
        assertThat(summary.metrics().get("distance")).isLessThan(1e-2);
    }

    @Test
    void spectraAreReconstructedFarBetterThanByTheirMean() throws IOException {
        RunSummary summary = train("spectral.yaml");

        assertThat(summary.bestValLoss()).isLessThan(0.4 * varianceOfTargets());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aScriptFitsALine() throws IOException {
        RunSummary summary = train("command-fit-line.yaml");

        assertThat(summary.epochs()).isEqualTo(20);
        assertThat(summary.bestValLoss()).isLessThan(0.02);
        assertThat(new String(store.get(LAYOUT.file("line.txt")), StandardCharsets.UTF_8))
                .startsWith("2.9");
    }

    /** What predicting the mean of each number would leave. */
    private double varianceOfTargets() {
        NpyArray target = NpzReader.readAll(store.get(LAYOUT.predictions())).get("target");
        double[] values = target.doubles();
        int rows = (int) target.shape()[0];
        int width = values.length / rows;
        double squares = 0;
        for (int column = 0; column < width; column++) {
            double sum = 0;
            for (int row = 0; row < rows; row++) {
                sum += values[row * width + column];
            }
            for (int row = 0; row < rows; row++) {
                squares += Math.pow(values[row * width + column] - sum / rows, 2);
            }
        }
        return squares / values.length;
    }

    private RunSummary train(String file) throws IOException {
        List<Event> events = new ArrayList<>();
        JobRequested request = (JobRequested)
                JobFile.read(Files.readString(FOLDER.resolve(file)), file).request("example");
        Programs programs = Programs.load(FOLDER.resolve("commands/commands.yaml"), work);
        new Trainer(store, new DataFiles(FOLDER, store), events::add, TrainerSettings.of("test"), programs)
                .run(request, new StopSignal());
        RunFinished finished = (RunFinished) events.getLast();
        assertThat(finished.status()).as("%s", finished.failure()).isEqualTo(RunStatus.SUCCEEDED);
        return finished.summary();
    }
}
