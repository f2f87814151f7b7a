package io.epochline.console.report.plot;

import io.epochline.console.report.plot.Curve.Weight;
import io.epochline.console.report.plot.Recipe.PanelRecipe;
import io.epochline.console.report.signal.RunSignals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** What stands above a panel: its title, what it came to, and which ink is what. */
final class Captions {

    /** More numbers than these, or more letters, are not read in a title. */
    private static final int NAMED = 3;

    private static final int LONGEST = 70;
    private static final String SMOOTHED = "means over 2 % of the steps";

    private final PanelRecipe recipe;
    private final List<RunSignals> runs;
    private final List<String> names;
    private final List<List<Curve>> curves;
    private final UnitScale scale;
    private final Inks inks;

    Captions(
            PanelRecipe recipe,
            List<RunSignals> runs,
            List<String> names,
            List<List<Curve>> curves,
            UnitScale scale,
            Inks inks) {
        this.recipe = recipe;
        this.runs = runs;
        this.names = names;
        this.curves = curves;
        this.scale = scale;
        this.inks = inks;
    }

    String title() {
        return recipe.title() == null || recipe.each() ? String.join(", ", names) : recipe.title();
    }

    /** Final values, how far they are from the truth, and what cannot be seen. */
    String subtitle() {
        List<String> parts = new ArrayList<>();
        if (recipe.smooth()) {
            parts.add(SMOOTHED);
        }
        String finals = runs.size() == 1 ? finalsOfSignals() : finalsOfRuns();
        if (!finals.isEmpty()) {
            parts.add("final: " + finals);
        }
        curves.stream()
                .flatMap(List::stream)
                .filter(curve -> !curve.isBand())
                .flatMapToDouble(Captions::broken)
                .min()
                .ifPresent(first ->
                        parts.add("first gap at " + PanelBuilder.across(recipe, runs) + " " + Numbers.of(first)));
        return String.join("; ", parts);
    }

    /** Where a line cannot be drawn. */
    private static DoubleStream broken(Curve curve) {
        return IntStream.range(0, curve.y().length)
                .filter(i -> !Double.isFinite(curve.y()[i]))
                .mapToDouble(i -> curve.x()[i]);
    }

    private String finalsOfSignals() {
        List<Curve> told = told(0);
        if (told.isEmpty() || told.size() > NAMED) {
            return "";
        }
        boolean one = inks.labels().size() == 1;
        return told.stream()
                .map(curve -> (one ? "" : inks.label(curve) + " = ") + number(curve))
                .collect(Collectors.joining(", "));
    }

    /** What each run came to, where the panel shows one number of each. */
    private String finalsOfRuns() {
        List<Integer> ended = IntStream.range(0, runs.size())
                .filter(run -> told(run).size() == 1)
                .boxed()
                .toList();
        if (ended.isEmpty() || inks.labels().size() > 1) {
            return "";
        }
        int room = LONGEST - (recipe.smooth() ? SMOOTHED.length() : 0);
        String all = ended.stream().map(this::ending).collect(Collectors.joining(", "));
        if (ended.size() <= NAMED && all.length() <= room) {
            return all;
        }
        Comparator<Integer> order =
                Comparator.comparingDouble(run -> told(run).getFirst().last());
        int least = ended.stream().min(order).orElseThrow();
        int most = ended.stream().max(order).orElseThrow();
        String range = "from %s to %s".formatted(ending(least), ending(most));
        return range.length() <= room
                ? range
                : "from %s to %s"
                        .formatted(
                                number(told(least).getFirst()),
                                number(told(most).getFirst()));
    }

    private String ending(int run) {
        return number(told(run).getFirst()) + " (" + runs.get(run).name() + ")";
    }

    /** The lines whose ends are told: those that the panel is about, or where it shows nothing else, noise. */
    private List<Curve> told(int run) {
        List<Curve> lines = curves.get(run).stream()
                .filter(curve -> curve.y().length > 0)
                .filter(curve -> curve.weight() == Weight.MAIN || curve.weight() == Weight.BACKGROUND)
                .toList();
        List<Curve> main =
                lines.stream().filter(curve -> curve.weight() == Weight.MAIN).toList();
        return main.isEmpty() ? lines : main;
    }

    private String number(Curve curve) {
        String residual = Double.isNaN(curve.truth())
                ? ""
                : " (%s%s from truth)"
                        .formatted(curve.last() > curve.truth() ? "+" : "", scale.text(curve.last() - curve.truth()));
        return scale.text(curve.last()) + residual;
    }

    /** Empty where the title, or the legend of the runs, says it all. */
    List<Panel.Entry> legend() {
        List<Panel.Entry> entries = new ArrayList<>();
        List<Curve> one =
                curves.stream().filter(ofRun -> !ofRun.isEmpty()).findFirst().orElse(List.of());
        if (runs.size() > 1) {
            if (inks.labels().size() > 1 && inks.labels().size() <= Ink.Dash.values().length) {
                for (int label = 0; label < inks.labels().size(); label++) {
                    entries.add(
                            new Panel.Entry(inks.sample(label), inks.labels().get(label), false));
                }
            }
        } else if (inks.labels().size() > 1 || one.stream().anyMatch(Curve::isBand)) {
            one.stream()
                    .filter(curve -> isTold(curve, one))
                    .forEach(curve -> entries.add(new Panel.Entry(
                            inks.inLegend(curve), curve.isBand() ? curve.part() : inks.label(curve), curve.isBand())));
        }
        if (curves.stream().flatMap(List::stream).anyMatch(curve -> Double.isFinite(curve.truth()))) {
            entries.add(new Panel.Entry(Ink.line(Palette.TEXT).thin().dashed(Ink.Dash.DASHED), "truth", false));
        }
        return entries;
    }

    /** Of many lines, whose colours are in order, only some; of noise none where its means are there. */
    private boolean isTold(Curve curve, List<Curve> all) {
        if (curve.weight() == Weight.BACKGROUND
                && all.stream()
                        .anyMatch(other -> other.weight() == Weight.MAIN
                                && inks.label(other).equals(inks.label(curve)))) {
            return false;
        }
        int number = inks.labels().indexOf(inks.label(curve));
        int last = inks.labels().size() - 1;
        return last < Palette.distinct() || number == 0 || number == last / 2 || number == last;
    }
}
