package io.epochline.console.report.plot;

import io.epochline.console.report.ReportException;
import io.epochline.console.report.plot.Curve.Weight;
import io.epochline.console.report.plot.Recipe.Across;
import io.epochline.console.report.plot.Recipe.PanelRecipe;
import io.epochline.console.report.signal.RunSignals;
import io.epochline.console.report.signal.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/** Makes a panel of what a recipe says and what runs have. */
final class PanelBuilder {

    /** A linear axis would press numbers that span more than this onto its floor. */
    private static final double LOGARITHMIC_FROM = 50;
    /** A series this many times as long as another one of its panel, and longer than this, is noise behind it. */
    private static final int NOISE = 10;

    private static final int NOISE_FROM = 200;
    /** What share of a line one point of its smoothed form is the mean of. */
    private static final int SMOOTH = 50;

    private final PanelRecipe recipe;
    private final List<RunSignals> runs;
    private final List<String> names;
    private final List<List<Curve>> curves = new ArrayList<>();
    private String unit = "";

    private PanelBuilder(PanelRecipe recipe, List<RunSignals> runs, List<String> names) {
        this.recipe = recipe;
        this.runs = runs;
        this.names = names;
    }

    /** @param names of the signals, at least one */
    static Panel build(PanelRecipe recipe, List<RunSignals> runs, List<String> names) {
        return new PanelBuilder(recipe, runs, names).build();
    }

    private Panel build() {
        boolean first = true;
        for (RunSignals run : runs) {
            List<Curve> ofRun = new ArrayList<>();
            for (String name : names) {
                Signal signal = run.find(name).map(this::withTruth).orElse(null);
                if (signal == null) {
                    continue;
                }
                if (!first && !unit.equals(signal.unit())) {
                    throw ReportException.of(
                            "Signal '%s' is in [%s] in run '%s', but in [%s] in another. They cannot be compared.",
                            name, signal.unit(), run.name(), unit);
                }
                first = false;
                unit = signal.unit();
                ofRun.addAll(Curves.of(signal, across(run, signal.steps()), recipe.mode(), recipe.top()));
            }
            curves.add(ofRun);
        }
        if (recipe.smooth()) {
            curves.replaceAll(PanelBuilder::smoothed);
        }
        noiseBehind();
        boolean logarithmic = logarithmic();
        UnitScale scale = scale(logarithmic);
        transform(value -> logarithmic && value <= 0 ? Double.NaN : value * scale.factor());
        Inks inks = new Inks(runs.size(), curves);
        Captions captions = new Captions(recipe, runs, names, curves, scale, inks);
        return new Panel(
                captions.title(), captions.subtitle(), x(), y(logarithmic, scale), marks(inks), captions.legend());
    }

    private Signal withTruth(Signal signal) {
        if (recipe.truth().isEmpty()) {
            return signal;
        }
        double[] known =
                recipe.truth().stream().mapToDouble(Double::doubleValue).toArray();
        double[] each = new double[signal.width()];
        Arrays.fill(each, known[0]);
        return signal.withTruth(known.length == 1 ? each : known);
    }

    private double[] across(RunSignals run, double[] steps) {
        if (recipe.x() == Across.STEP) {
            return steps;
        }
        if (!run.hasEpochs()) {
            throw ReportException.of(
                    "Run '%s' has no epochs, so its signals cannot be shown by epoch. Write 'x: step'.", run.name());
        }
        return Arrays.stream(steps).map(run::epochOf).toArray();
    }

    /** Long lines, and before them their means over a fiftieth of their entries. */
    private static List<Curve> smoothed(List<Curve> ofRun) {
        List<Curve> all = new ArrayList<>();
        for (Curve curve : ofRun) {
            boolean isLong = curve.weight() == Weight.MAIN && curve.x().length > NOISE_FROM;
            all.add(isLong ? curve.withWeight(Weight.BACKGROUND) : curve);
            if (isLong) {
                all.add(curve.smoothed(curve.x().length / SMOOTH));
            }
        }
        return all;
    }

    private void noiseBehind() {
        for (List<Curve> ofRun : curves) {
            int shortest = ofRun.stream()
                    .mapToInt(curve -> curve.x().length)
                    .filter(n -> n > 1)
                    .min()
                    .orElse(0);
            ofRun.replaceAll(curve -> curve.weight() == Weight.MAIN
                            && curve.x().length > NOISE_FROM
                            && curve.x().length > NOISE * shortest
                    ? curve.withWeight(Weight.BACKGROUND)
                    : curve);
        }
    }

    private DoubleStream numbers() {
        return curves.stream()
                .flatMap(List::stream)
                .flatMapToDouble(curve -> DoubleStream.concat(
                        DoubleStream.of(curve.truth()),
                        DoubleStream.concat(
                                Arrays.stream(curve.y()),
                                curve.isBand() ? Arrays.stream(curve.upper()) : DoubleStream.empty())))
                .filter(Double::isFinite);
    }

    private boolean logarithmic() {
        double least = numbers().min().orElse(0);
        double greatest = numbers().max().orElse(0);
        return switch (recipe.y()) {
            case LINEAR -> false;
            case LOG -> greatest > 0;
            case AUTO -> least > 0 && greatest / least > LOGARITHMIC_FROM;
        };
    }

    private UnitScale scale(boolean logarithmic) {
        if (recipe.factor() != null || recipe.unit() != null) {
            return new UnitScale(
                    recipe.factor() == null ? 1 : recipe.factor(), recipe.unit() == null ? unit : recipe.unit());
        }
        return logarithmic
                ? UnitScale.none(unit)
                : UnitScale.of(unit, numbers().map(Math::abs).max().orElse(0));
    }

    private void transform(DoubleUnaryOperator change) {
        for (List<Curve> ofRun : curves) {
            ofRun.replaceAll(curve -> new Curve(
                    curve.signal(),
                    curve.part(),
                    curve.weight(),
                    curve.x(),
                    Arrays.stream(curve.y()).map(change).toArray(),
                    curve.isBand() ? Arrays.stream(curve.upper()).map(change).toArray() : null,
                    change.applyAsDouble(curve.truth())));
        }
    }

    /** What is counted from left to right. */
    static String across(PanelRecipe recipe, List<RunSignals> runs) {
        boolean epochs = recipe.x() == Across.EPOCH || runs.stream().allMatch(RunSignals::stepsAreEpochs);
        return epochs ? "epoch" : "step";
    }

    private Axis x() {
        return Axis.ofCounts(
                across(recipe, runs),
                curves.stream().flatMap(List::stream).flatMapToDouble(curve -> Arrays.stream(curve.x())));
    }

    private Axis y(boolean logarithmic, UnitScale scale) {
        return Axis.around(scale.label(), logarithmic, numbers());
    }

    private List<Mark> marks(Inks inks) {
        List<Mark> behind = new ArrayList<>();
        List<Mark> levels = new ArrayList<>();
        List<Mark> lines = new ArrayList<>();
        for (int run = curves.size() - 1; run >= 0; run--) {
            for (Curve curve : curves.get(run)) {
                Ink ink = inks.of(run, curve);
                if (Double.isFinite(curve.truth())) {
                    levels.add(new Mark.Level(inks.truth(curve), curve.truth()));
                }
                if (curve.isBand()) {
                    behind.add(new Mark.Band(ink, curve.x(), curve.y(), curve.upper()));
                } else {
                    (curve.weight() == Weight.BACKGROUND ? behind : lines)
                            .add(new Mark.Line(ink, curve.x(), curve.y()));
                }
            }
        }
        List<Mark> marks = new ArrayList<>(behind);
        levels.stream().distinct().forEach(marks::add);
        marks.addAll(lines);
        return marks;
    }
}
