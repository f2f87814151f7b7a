package io.epochline.console.report.plot;

import io.epochline.console.report.plot.Curve.Weight;
import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which ink is whose. In the picture of one run colours tell signals and components apart; in that of several they tell
 * runs apart, and dashes signals.
 */
final class Inks {

    private final int runs;
    private final List<String> labels;
    private final boolean oneSignal;
    private final boolean onePart;
    private final boolean details;

    Inks(int runs, List<List<Curve>> curves) {
        this.runs = runs;
        List<Curve> all = curves.stream().flatMap(List::stream).toList();
        this.oneSignal = all.stream().map(Curve::signal).distinct().count() <= 1;
        this.onePart = all.stream().map(Curve::part).distinct().count() <= 1;
        this.details = all.stream().anyMatch(curve -> curve.weight() == Weight.DETAIL);
        Set<String> distinct = new LinkedHashSet<>();
        all.stream().filter(curve -> !curve.isBand()).forEach(curve -> distinct.add(label(curve)));
        this.labels = new ArrayList<>(distinct);
    }

    /** What tells the lines of a panel apart, in order. */
    List<String> labels() {
        return labels;
    }

    /** The colour of a run, in legends that tell runs apart. */
    static Ink ofRun(int run) {
        return Ink.line(Palette.distinct(run)).dashed(Ink.Dash.of(run / Palette.distinct()));
    }

    String label(Curve curve) {
        if (curve.part().isEmpty() || (onePart && !oneSignal)) {
            return curve.signal();
        }
        return oneSignal ? curve.part() : curve.signal() + " " + curve.part();
    }

    Ink of(int run, Curve curve) {
        Ink ink = runs == 1 ? ofLabel(curve) : ofRun(run).dashed(dash(run, curve));
        return switch (curve.weight()) {
            case MAIN -> ink;
            case DETAIL -> runs == 1 ? ink.thin() : ink.thin().faint(0.5);
            case BACKGROUND -> ink.thin().faint(runs == 1 ? 0.4 : Math.min(0.2, 0.5 / runs));
            case BAND -> ink.faint(runs == 1 ? 0.15 : 0.1);
            case INNER_BAND -> ink.faint(runs == 1 ? 0.22 : 0.12);
        };
    }

    /** The ink of a curve's entry in a legend: that of an inner band lies on that of the outer one. */
    Ink inLegend(Curve curve) {
        return curve.weight() == Weight.INNER_BAND ? of(0, curve).faint(0.35) : of(0, curve);
    }

    Ink truth(Curve curve) {
        Color colour = runs == 1 && labels.size() > 1 ? ofLabel(curve).colour() : Palette.TEXT;
        return Ink.line(colour).thin().dashed(Ink.Dash.DASHED);
    }

    /** The ink of a label where colours tell runs apart. */
    Ink sample(int label) {
        return Ink.line(Palette.TEXT).dashed(Ink.Dash.of(label));
    }

    private Ink ofLabel(Curve curve) {
        if (curve.weight() == Weight.MAIN && details) {
            return Ink.line(Palette.TEXT).bold();
        }
        int number = curve.isBand() ? mainOf(curve) : labels.indexOf(label(curve));
        return labels.size() <= Palette.distinct()
                ? Ink.line(Palette.distinct(number))
                : Ink.line(Palette.ramp((double) number / (labels.size() - 1)));
    }

    /** The number of the line that a band belongs to. */
    private int mainOf(Curve band) {
        for (int i = 0; i < labels.size(); i++) {
            if (oneSignal || labels.get(i).startsWith(band.signal() + " ")) {
                return i;
            }
        }
        return 0;
    }

    private Ink.Dash dash(int run, Curve curve) {
        int label = curve.isBand() || curve.weight() == Weight.DETAIL ? 0 : labels.indexOf(label(curve));
        return Ink.Dash.of(label + run / Palette.distinct());
    }
}
