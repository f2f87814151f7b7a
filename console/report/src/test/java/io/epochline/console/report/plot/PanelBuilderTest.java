package io.epochline.console.report.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.epochline.console.report.ReportException;
import io.epochline.console.report.TestingRuns;
import io.epochline.console.report.signal.RunSignals;
import io.epochline.console.report.signal.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PanelBuilderTest {

    private static final double[] STEPS = {1, 2, 3, 4};

    private static Panel panel(String recipe, RunSignals... runs) {
        String yaml = "{title: A, panels: [{signals: ['*'], %s}]}".formatted(recipe);
        return FigureBuilder.build(Recipes.parse(yaml, "test"), List.of(runs))
                .panels()
                .getFirst();
    }

    private static RunSignals run(String name, Signal... signals) {
        return RunSignals.of(name, List.of(signals));
    }

    private static Signal scalar(double... values) {
        return Signal.scalar("value", "", Arrays.copyOf(STEPS, values.length), values);
    }

    @Test
    void theTitleTellsTheFinalValueInTheUnitOfTheAxisAndHowFarItIsFromTheTruth() {
        Signal position = Signal.scalar("x", "as", STEPS, new double[] {0, 1e-5, 1.9e-5, 2.05e-5})
                .withTruth(2e-5);
        Panel panel = panel("title: Position", run("r", position));

        assertThat(panel.title()).isEqualTo("Position");
        assertThat(panel.subtitle()).isEqualTo("final: 20.5 µas (+0.5 µas from truth)");
        assertThat(panel.y().label()).isEqualTo("µas");
        assertThat(panel.marks()).hasAtLeastOneElementOfType(Mark.Level.class);
        assertThat(panel.legend()).extracting(Panel.Entry::text).containsExactly("truth");
    }

    @Test
    void aRecipeMayTellTheTruthAndTheUnit() {
        Panel panel = panel("truth: [2.0], factor: 100, unit: '%'", run("r", scalar(0, 1, 1.5, 1.75)));

        assertThat(panel.subtitle()).isEqualTo("final: 175 % (−25 % from truth)");
        assertThat(lines(panel).getFirst().y()).containsExactly(0, 100, 150, 175);
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 1, auto, true",
        "10, 1, auto, false",
        "1000, -1, auto, false",
        "10, 1, log, true",
        "1000, 1, linear, false",
        "-1, -2, log, false"
    })
    void theAxisIsLogarithmicWhereTheNumbersAskForIt(double high, double low, String y, boolean logarithmic) {
        assertThat(panel("y: " + y, run("r", scalar(high, low))).y().logarithmic())
                .isEqualTo(logarithmic);
    }

    @Test
    void whatHasNoLogarithmBreaksTheLineAndIsTold() {
        Panel panel = panel("y: log", run("r", scalar(100, 0, 1, 10)));

        assertThat(lines(panel).getFirst().y()).containsExactly(100, Double.NaN, 1, 10);
        assertThat(panel.subtitle()).contains("first gap at step 2");
        assertThat(panel.y().min()).isPositive();
    }

    @Test
    void nothingButNansStillHasAxes() {
        Panel panel = panel("y: auto", run("r", scalar(Double.NaN, Double.NaN)));
        assertThat(panel.y().min()).isLessThan(panel.y().max());
        assertThat(panel.subtitle()).isEqualTo("final: NaN; first gap at step 1");
    }

    @Test
    void aConstantHasRoomAroundIt() {
        Axis y = panel("y: auto", run("r", scalar(5, 5, 5, 5))).y();
        assertThat(y.min()).isLessThan(5);
        assertThat(y.max()).isGreaterThan(5);
    }

    @Test
    void aVectorIsShownInEachModeAsItSays() {
        Signal vector = Signal.vector("v", "", new double[] {1, 2}, new double[] {1, 2, 3, 4, 0, 0, 3, 8}, names(4));
        RunSignals run = run("r", vector);

        assertThat(lines(panel("mode: components", run))).hasSize(4);
        assertThat(lines(panel("mode: auto", run))).hasSize(4);
        Signal many = Signal.vector("v", "", new double[] {1}, new double[8], names(8));
        assertThat(lines(panel("mode: auto", run("r", many)))).hasSize(1);
        assertThat(lines(panel("mode: norm", run)).getFirst().y())
                .containsExactly(new double[] {Math.sqrt(30), Math.sqrt(73)}, within(1e-12));
        assertThat(lines(panel("mode: rms", run)).getFirst().y())
                .containsExactly(new double[] {Math.sqrt(30 / 4.0), Math.sqrt(73 / 4.0)}, within(1e-12));

        Panel summary = panel("mode: summary", run);
        Mark.Band band = (Mark.Band) summary.marks().getFirst();
        assertThat(band.low()).containsExactly(1, 0);
        assertThat(band.high()).containsExactly(4, 8);
        assertThat(lines(summary).getFirst().y()).containsExactly(2.5, 2.75);
        assertThat(summary.legend()).extracting(Panel.Entry::text).containsExactly("min–max", "mean");

        Panel quantiles = panel("mode: quantiles", run);
        assertThat(((Mark.Band) quantiles.marks().get(1)).low()).containsExactly(1.75, 0);
        assertThat(lines(quantiles).getFirst().y()).containsExactly(2.5, 1.5);

        assertThat(panel("mode: hybrid, top: 2", run).legend())
                .extracting(Panel.Entry::text)
                .as("those that changed most, the most first")
                .containsExactly("3", "1", "RMS");
    }

    @Test
    void aComponentThatIsNotFiniteIsLeftOutOfWhatSumsUp() {
        Signal vector = Signal.vector("v", "", new double[] {1, 2}, new double[] {3, Double.NaN, 4, 0}, names(2));
        assertThat(lines(panel("mode: norm", run("r", vector))).getFirst().y()).containsExactly(3, 4);
    }

    @Test
    void manyComponentsHaveColoursInOrderAndAShortLegend() {
        Signal vector = Signal.vector("v", "", new double[] {1}, new double[20], names(20));
        Panel panel = panel("mode: components", run("r", vector));

        assertThat(panel.legend()).extracting(Panel.Entry::text).containsExactly("0", "9", "19");
        assertThat(lines(panel).stream().map(Mark.Line::ink).distinct()).hasSize(20);
    }

    @Test
    void runsDifferByColourAndSignalsByDashes() {
        Signal a = Signal.scalar("a", "", STEPS, STEPS);
        Signal b = Signal.scalar("b", "", STEPS, STEPS);
        Figure figure = FigureBuilder.build(
                Recipes.parse("{title: A, panels: [{signals: [a, b]}]}", "test"),
                List.of(run("first", a, b), run("second", a)));

        assertThat(figure.legend()).extracting(Panel.Entry::text).containsExactly("first", "second");
        Panel panel = figure.panels().getFirst();
        assertThat(panel.legend()).extracting(Panel.Entry::text).containsExactly("a", "b");
        assertThat(lines(panel)).hasSize(3);
        assertThat(lines(panel).stream().map(line -> line.ink().colour()).distinct())
                .hasSize(2);
        assertThat(lines(panel).stream().map(line -> line.ink().dash()).distinct())
                .hasSize(2);
    }

    @Test
    void whatRunsCameToIsToldWithTheirNamesAndOfManyTheRange() {
        assertThat(panel("y: auto", run("a", scalar(1, 2)), run("b", scalar(1, 3)))
                        .subtitle())
                .isEqualTo("final: 2 (a), 3 (b)");
        RunSignals[] many = IntStream.range(0, 9)
                .mapToObj(i -> run("run-" + i, scalar(1, 9 - i)))
                .toArray(RunSignals[]::new);
        assertThat(panel("y: auto", many).subtitle()).isEqualTo("final: from 1 (run-8) to 9 (run-0)");
    }

    @Test
    void runsThatMeasureInOtherUnitsAreNotCompared() {
        RunSignals seconds = run("a", Signal.scalar("value", "s", STEPS, STEPS));
        RunSignals hours = run("b", Signal.scalar("value", "h", STEPS, STEPS));
        assertThatThrownBy(() -> panel("y: auto", seconds, hours))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("in [h] in run 'b', but in [s] in another");
    }

    @Test
    void signalsCanBeShownByEpochWhereTheRunHasSome() {
        RunSignals trained = RunSignals.of(TestingRuns.finished("run-1").folder());
        String recipe = "{title: A, panels: [{signals: [val_loss], x: epoch}]}";
        Panel panel = FigureBuilder.build(Recipes.parse(recipe, "test"), List.of(trained))
                .panels()
                .getFirst();
        assertThat(lines(panel).getFirst().x()).containsExactly(1, 3);

        assertThatThrownBy(() -> panel("x: epoch", run("r", scalar(1, 2))))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("Write 'x: step'");
    }

    @Test
    void longLinesAreDrawnAsMeansWithTheirNoiseBehindThem() {
        double[] steps = IntStream.rangeClosed(1, 1000).mapToDouble(i -> i).toArray();
        double[] noise = IntStream.range(0, 1000).mapToDouble(i -> i % 2).toArray();
        noise[500] = Double.NaN;
        Panel panel = panel("smooth: true", run("r", Signal.scalar("value", "", steps, noise)));

        List<Mark.Line> lines = lines(panel);
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst().y()).isEqualTo(noise);
        assertThat(lines.getLast().y()[400]).isEqualTo(0.5, within(0.06));
        assertThat(lines.getLast().y()[500]).isNaN();
        assertThat(lines.getLast().y()[501]).isEqualTo(0.5, within(0.06));
        assertThat(panel.subtitle()).startsWith("means over 2 % of the steps");
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    private static List<Mark.Line> lines(Panel panel) {
        List<Mark.Line> lines = new ArrayList<>();
        panel.marks().forEach(mark -> {
            if (mark instanceof Mark.Line line) {
                lines.add(line);
            }
        });
        return lines;
    }
}
