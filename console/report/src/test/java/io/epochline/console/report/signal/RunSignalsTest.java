package io.epochline.console.report.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzWriter;
import io.epochline.console.report.ReportException;
import io.epochline.console.report.TestingRuns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunSignalsTest {

    @Test
    void aFinishedRunHasSignalsByStepByEpochAndOfItsParameters() {
        RunSignals run = RunSignals.of(TestingRuns.finished("run-1").folder());

        assertThat(run.names())
                .containsExactly(
                        "loss",
                        "grad_norm",
                        "step_norm",
                        "lr",
                        "train_loss",
                        "val_loss",
                        "metric.accuracy",
                        "epoch_duration",
                        "theta",
                        "theta.dense.weight",
                        "theta.dense.bias",
                        "theta.x_position_mas");
        Signal loss = run.get("loss");
        assertThat(loss.steps()).startsWith(1, 2, 3).endsWith(15).hasSize(15);
        assertThat(loss.values()[4]).isEqualTo(0.2);
        assertThat(run.get("epoch_duration").unit()).isEqualTo("s");
    }

    @Test
    void whatWasNotMeasuredIsMissingAndWhatCameOutAsNanStays() {
        TestingRuns run = TestingRuns.finished("run-1");
        Map<String, NpyArray> trace = TestingRuns.trace(0, 15);
        double[] loss = trace.get("loss").doubles();
        loss[7] = Double.NaN;
        trace.put("loss", NpyArray.of(loss, loss.length));
        RunSignals signals = RunSignals.of(run.put("trace.npz", trace).folder());

        assertThat(signals.get("val_loss").steps()).containsExactly(5, 15);
        assertThat(signals.get("loss").length()).isEqualTo(15);
        assertThat(signals.get("loss").values()[7]).isNaN();
    }

    @Test
    void blocksOfParametersHaveTheirPlaceTheirComponentsAndTheUnitOfTheirName() {
        RunSignals run = RunSignals.of(TestingRuns.finished("run-1").folder());

        Signal weight = run.get("theta.dense.weight");
        assertThat(weight.components()).containsExactly("0,0", "0,1", "1,0", "1,1");
        assertThat(weight.row(1)).containsExactly(7, 8, 9, 10);
        assertThat(run.get("theta.dense.bias").column(1)).containsExactly(5, 12, 19);
        Signal position = run.get("theta.x_position_mas");
        assertThat(position.isVector()).isFalse();
        assertThat(position.unit()).isEqualTo("mas");
        assertThat(position.values()).containsExactly(6, 13, 20);
    }

    /** An epoch of five steps, the first three of them in a part of their own. */
    @Test
    void partsOfALongEpochAreReadAsOne() {
        Map<String, NpyArray> last = TestingRuns.trace(0, TestingRuns.STEPS_OF_AN_EPOCH);
        Map<String, NpyArray> first = new LinkedHashMap<>();
        for (String series : List.of("loss", "grad_norm", "step_norm", "lr")) {
            double[] values = last.get(series).doubles();
            first.put(series, NpyArray.of(Arrays.copyOf(values, 3), 3));
            last.put(series, NpyArray.of(Arrays.copyOfRange(values, 3, 5), 2));
        }
        TestingRuns run = new TestingRuns("run-1").put("meta.json", TestingRuns.META);

        RunSignals begun =
                RunSignals.of(run.put("segments/000001-000001.npz", first).folder());
        assertThat(begun.get("loss").values()).containsExactly(1, 1.0 / 2, 1.0 / 3);
        assertThat(begun.hasEpochs()).isFalse();

        run.put("segments/000001.npz", last);
        run.put("segments/000002.npz", TestingRuns.trace(5, 10));
        RunSignals read = RunSignals.of(run.folder());
        RunSignals whole = RunSignals.of(TestingRuns.goingOn("run-1").folder());
        assertThat(read.names()).isEqualTo(whole.names());
        assertThat(read.all()).isEqualTo(whole.all());
    }

    @Test
    void aRunThatGoesOnIsReadAsFarAsItsSegmentsGo() {
        RunSignals whole = RunSignals.of(TestingRuns.finished("run-1").folder());
        RunSignals begun = RunSignals.of(TestingRuns.goingOn("run-1").folder());

        assertThat(begun.names()).isEqualTo(whole.names());
        Signal loss = begun.get("loss");
        assertThat(loss.steps()).hasSize(10).startsWith(1, 2).endsWith(10);
        assertThat(loss.values()).isEqualTo(Arrays.copyOf(whole.get("loss").values(), 10));
        assertThat(begun.get("theta.dense.bias").column(0)).containsExactly(4, 11);
    }

    @Test
    void anEpochMayLieInParts() {
        TestingRuns run = TestingRuns.goingOn("run-1");
        Map<String, NpyArray> part = new LinkedHashMap<>();
        for (String name : List.of("loss", "grad_norm", "step_norm", "lr")) {
            part.put(name, NpyArray.of(new double[] {7, 8}, 2));
        }
        part.put("job", NpyArray.of(new String[] {"fingerprint"}, 1));
        RunSignals signals =
                RunSignals.of(run.put("segments/000003-000001.npz", part).folder());

        assertThat(signals.get("loss").steps()).hasSize(12).endsWith(10, 11, 12);
        assertThat(signals.get("loss").values()).endsWith(0.1, 7, 8);
        assertThat(signals.get("val_loss").steps()).containsExactly(5);
        assertThat(signals.epochOf(11)).isEqualTo(2.2, within(1e-12));
    }

    @Test
    void aRunThatHasLeftNothingYetIsTold() {
        RunFolder run = new TestingRuns("young").put("meta.json", "{}").folder();

        assertThatThrownBy(() -> RunSignals.of(run))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("'young' has no trace yet");
    }

    @Test
    void anUnknownSignalIsToldWithTheOneThatWasMeant() {
        RunSignals run = RunSignals.of(TestingRuns.finished("run-1").folder());

        assertThatThrownBy(() -> run.get("val_los"))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("Did you mean 'val_loss'?")
                .hasMessageContaining("theta.dense.weight");
    }

    @Test
    void aStarStandsForAnyText() {
        RunSignals run = RunSignals.of(TestingRuns.finished("run-1").folder());

        assertThat(run.matching("theta.dense.*")).containsExactly("theta.dense.weight", "theta.dense.bias");
        assertThat(run.matching("*_loss")).containsExactly("train_loss", "val_loss");
        assertThat(run.matching("thetaXdense.*")).isEmpty();
    }

    @Test
    void stepsAreTurnedIntoEpochs() {
        RunSignals run = RunSignals.of(TestingRuns.finished("run-1").folder());

        assertThat(run.epochOf(5)).isEqualTo(1);
        assertThat(run.epochOf(1)).isEqualTo(0.2, within(1e-12));
        assertThat(run.epochOf(7.5)).isEqualTo(1.5);
        assertThat(run.epochOf(20)).isEqualTo(4);
    }

    @Test
    void blocksThatAJobNamesAndTheMinimumOfItsFunctionAreKnown() {
        TestingRuns run = TestingRuns.finished("run-1").put("meta.json", """
                {"index_map": [{"name": "theta", "offset": 0, "shape": [7]}],
                 "job": {"blocks": {"position": {"from": 1, "size": 2}, "rest_as": {"indices": [6, 0]}}},
                 "minimum": [0, 1, 2, 3, 4, 5, 6]}
                """);
        RunSignals signals = RunSignals.of(run.folder());

        assertThat(signals.names())
                .contains("theta", "theta.position", "theta.rest_as")
                .as("a block that is all of it")
                .doesNotContain("theta.theta");
        assertThat(signals.get("theta.position").row(1)).containsExactly(8, 9);
        assertThat(signals.get("theta.position").truth()).containsExactly(1, 2);
        assertThat(signals.get("theta.rest_as").row(0)).containsExactly(6, 0);
        assertThat(signals.get("theta.rest_as").unit()).isEqualTo("as");
    }

    @Test
    void curvatureAndPreconditionersAreVectorsAtTheirStepsByBlock() {
        TestingRuns run = TestingRuns.finished("run-1")
                .put(
                        "curvature.npz",
                        Map.of(
                                "step", NpyArray.of(new long[] {0, 10}, 2),
                                "probes", NpyArray.of(new long[] {4, 8}, 2),
                                "diag", NpyArray.of(new double[14], 2, 7)));
        RunSignals signals = RunSignals.of(run.folder());

        assertThat(signals.get("curvature.diag").steps()).containsExactly(0, 10);
        assertThat(signals.get("curvature.diag.dense.bias").width()).isEqualTo(2);
        assertThat(signals.get("curvature.probes").values()).containsExactly(4, 8);
    }

    @Test
    void whereAProgramToldNoStepsItsEpochsStandInTheirPlace() {
        Map<String, NpyArray> trace = new LinkedHashMap<>();
        trace.put("loss", NpyArray.of(new double[0], 0));
        trace.put("lr", NpyArray.of(new double[0], 0));
        trace.put("epoch", NpyArray.of(new long[] {1, 2, 5}, 3));
        trace.put("epoch_end_step", NpyArray.of(new long[3], 3));
        trace.put("val_loss", NpyArray.of(new double[] {3, Double.NaN, 1}, 3));
        trace.put("train_loss", NpyArray.of(new double[] {Double.NaN, Double.NaN, Double.NaN}, 3));
        trace.put("epoch_lr", NpyArray.of(new double[] {0.1, 0.1, 0.01}, 3));
        trace.put("theta", NpyArray.of(new float[0], 0, 0));
        trace.put("theta_step", NpyArray.of(new long[0], 0));
        RunSignals run =
                RunSignals.of(new TestingRuns("command").put("trace.npz", trace).folder());

        assertThat(run.names()).as("those with something in them").containsExactly("val_loss", "lr");
        assertThat(run.get("val_loss").steps()).containsExactly(1, 5);
        assertThat(run.stepsAreEpochs()).isTrue();
        assertThat(run.epochOf(5)).isEqualTo(5);
    }

    @Test
    void aFolderOnDiskIsReadWithTheSignalsThatWereKeptInIt(@TempDir Path folder) throws Exception {
        Files.write(folder.resolve("trace.npz"), NpzWriter.bytes(TestingRuns.trace(0, 15)));
        Signal flux = Signal.scalar("flux_ppm", "ppm", new double[] {1, 2}, new double[] {3, 4})
                .withTruth(5);
        Files.write(folder.resolve("signals.npz"), SignalsFile.write(List.of(flux)));

        RunSignals signals = RunSignals.of(RunFolder.of(folder, "here"));
        assertThat(signals.name()).isEqualTo("here");
        assertThat(signals.get("flux_ppm").truth()).containsExactly(5);
        assertThat(signals.get("theta").width()).as("without an index map").isEqualTo(7);
    }
}
