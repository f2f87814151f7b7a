package io.epochline.console.report.plot;

import io.epochline.console.report.plot.Curve.Weight;
import io.epochline.console.report.plot.Recipe.PanelRecipe;
import io.epochline.console.report.signal.RunSignals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** What stands above a panel: its title, what it came to, and which ink is what. */
final class Captions {

    private static final int NAMED = 3;

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
        return recipe.title() == null ? String.join(", ", names) : recipe.title();
    }

    /** Final values, how far they are from the truth, and what cannot be seen. */
    String subtitle() {
        List<String> parts = new ArrayList<>();
        String finals = runs.size() == 1 ? finalsOfSignals() : finalsOfRuns();
        if (!finals.isEmpty()) {
            parts.add("final: " + finals);
        }
        long broken = curves.stream()
                .flatMap(List::stream)
                .filter(curve -> !curve.isBand())
                .filter(curve -> firstBroken(curve) >= 0)
                .count();
        if (broken > 0) {
            curves.stream()
                    .flatMap(List::stream)
                    .filter(curve -> !curve.isBand() && firstBroken(curve) >= 0)
                    .findFirst()
                    .ifPresent(curve -> parts.add("not to be drawn from %s %s on"
                            .formatted(
                                    recipe.x() == Recipe.Across.EPOCH ? "epoch" : "step",
                                    Numbers.of(curve.x()[firstBroken(curve)]))));
        }
        return String.join("; ", parts);
    }

    private static int firstBroken(Curve curve) {
        return IntStream.range(0, curve.y().length)
                .filter(i -> !Double.isFinite(curve.y()[i]))
                .findFirst()
                .orElse(-1);
    }

    private String finalsOfSignals() {
        List<Curve> told = curves.getFirst().stream()
                .filter(curve ->
                        curve.weight() == Weight.MAIN || names.size() == 1 && curve.weight() == Weight.BACKGROUND)
                .filter(curve -> curve.y().length > 0)
                .toList();
        if (told.isEmpty() || told.size() > NAMED) {
            return "";
        }
        boolean one = inks.labels().size() == 1;
        return String.join(
                ", ",
                told.stream()
                        .map(curve -> (one ? "" : inks.label(curve) + " ") + number(curve))
                        .toList());
    }

    /** What each run came to, where the panel shows one number of each. */
    private String finalsOfRuns() {
        List<Integer> ended = IntStream.range(0, runs.size())
                .filter(run -> main(run).size() == 1 && main(run).getFirst().y().length > 0)
                .boxed()
                .toList();
        if (ended.isEmpty() || inks.labels().size() > 1) {
            return "";
        }
        if (ended.size() <= NAMED) {
            return String.join(
                    ", ",
                    ended.stream()
                            .map(run -> number(main(run).getFirst()) + " (" + name(run) + ")")
                            .toList());
        }
        Comparator<Integer> order =
                Comparator.comparingDouble(run -> main(run).getFirst().last());
        int least = ended.stream().min(order).orElseThrow();
        int most = ended.stream().max(order).orElseThrow();
        return "%s (%s) to %s (%s)"
                .formatted(
                        number(main(least).getFirst()),
                        name(least),
                        number(main(most).getFirst()),
                        name(most));
    }

    private String name(int run) {
        return runs.get(run).name();
    }

    private List<Curve> main(int run) {
        return curves.get(run).stream()
                .filter(curve -> curve.weight() == Weight.MAIN || curve.weight() == Weight.BACKGROUND)
                .toList();
    }

    private String number(Curve curve) {
        String unit = scale.label().isEmpty() ? "" : " " + scale.label();
        String residual = Double.isNaN(curve.truth())
                ? ""
                : " (%s from truth)".formatted(Numbers.signed(curve.last() - curve.truth()));
        return Numbers.of(curve.last()) + unit + residual;
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
                            new Panel.Entry(inks.sample(label), inks.labels().get(label)));
                }
            }
        } else if (one.size() > 1) {
            one.stream()
                    .filter(curve -> isTold(curve, one.size()))
                    .forEach(curve -> entries.add(
                            new Panel.Entry(inks.of(0, curve), curve.isBand() ? curve.part() : inks.label(curve))));
        }
        if (curves.stream().flatMap(List::stream).anyMatch(curve -> Double.isFinite(curve.truth()))) {
            entries.add(new Panel.Entry(Ink.line(Palette.TEXT).thin().dashed(Ink.Dash.DASHED), "truth"));
        }
        return entries;
    }

    /** Of many lines, whose colours are in order, only some. */
    private boolean isTold(Curve curve, int all) {
        int number = inks.labels().indexOf(inks.label(curve));
        int last = inks.labels().size() - 1;
        return all <= Palette.distinct() + 1
                || curve.weight() == Weight.MAIN && inks.labels().size() <= Palette.distinct()
                || number == 0
                || number == last / 2
                || number == last;
    }
}
