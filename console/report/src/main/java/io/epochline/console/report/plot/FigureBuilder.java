package io.epochline.console.report.plot;

import io.epochline.console.report.ReportException;
import io.epochline.console.report.plot.Recipe.PanelRecipe;
import io.epochline.console.report.signal.RunSignals;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes the figure that a recipe describes. */
final class FigureBuilder {

    /** More panels than a person looks at. */
    private static final int MOST_PANELS = 30;

    private FigureBuilder() {}

    /**
     * A panel whose signals may be missing is left out where they are.
     *
     * @param runs at least one
     * @throws ReportException when a signal that must be there is not, or when no panel is left
     */
    static Figure build(Recipe recipe, List<RunSignals> runs) {
        List<Panel> panels = new ArrayList<>();
        int left = 0;
        for (PanelRecipe panel : recipe.panels()) {
            List<String> names = Selection.of(panel, runs);
            Collection<List<String>> groups =
                    panel.each() ? names.stream().map(List::of).toList() : byUnit(names, runs);
            for (List<String> together : groups) {
                if (panels.size() == MOST_PANELS) {
                    left++;
                } else {
                    panels.add(PanelBuilder.build(panel, runs, together));
                }
            }
        }
        if (panels.isEmpty()) {
            throw ReportException.of(
                    "Run '%s' has none of the signals of the recipe '%s'. It has: %s",
                    runs.getFirst().name(),
                    recipe.title(),
                    String.join(", ", runs.getFirst().names()));
        }
        alignSteps(panels);
        int columns = recipe.columns() == null ? 2 : recipe.columns();
        return new Figure(title(recipe, runs, left), Math.min(columns, panels.size()), panels, legend(runs));
    }

    /** Signals that can stand on one axis. */
    private static Collection<List<String>> byUnit(List<String> names, List<RunSignals> runs) {
        return names.stream()
                .collect(Collectors.groupingBy(
                        name -> runs.stream()
                                .flatMap(run -> run.find(name).stream())
                                .findFirst()
                                .orElseThrow()
                                .unit(),
                        LinkedHashMap::new,
                        Collectors.toList()))
                .values();
    }

    /** Steps stand at the same place in all panels, and so do epochs. */
    private static void alignSteps(List<Panel> panels) {
        Map<String, Axis> longest = new HashMap<>();
        panels.forEach(panel -> longest.merge(panel.x().label(), panel.x(), Axis::and));
        panels.replaceAll(panel -> panel.withX(longest.get(panel.x().label())));
    }

    private static String title(Recipe recipe, List<RunSignals> runs, int left) {
        String whose = runs.size() == 1 ? runs.getFirst().name() : runs.size() + " runs";
        String more = left == 0 ? "" : " (%d more panels are left out)".formatted(left);
        return recipe.title() + ": " + whose + more;
    }

    private static List<Panel.Entry> legend(List<RunSignals> runs) {
        return runs.size() == 1
                ? List.of()
                : IntStream.range(0, runs.size())
                        .mapToObj(run ->
                                new Panel.Entry(Inks.ofRun(run), runs.get(run).name(), false))
                        .toList();
    }
}
