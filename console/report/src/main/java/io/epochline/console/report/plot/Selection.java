package io.epochline.console.report.plot;

import io.epochline.console.report.ReportException;
import io.epochline.console.report.plot.Recipe.PanelRecipe;
import io.epochline.console.report.signal.RunSignals;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which signals a panel is about, among those that runs have. */
final class Selection {

    private Selection() {}

    /**
     * In the order of the recipe, then of the first run that has them.
     *
     * @throws ReportException when no run has what must be there
     */
    static List<String> of(PanelRecipe panel, List<RunSignals> runs) {
        Set<String> found = new LinkedHashSet<>();
        for (String pattern : panel.signals()) {
            int before = found.size();
            runs.forEach(run -> found.addAll(run.matching(pattern)));
            if (!panel.optional() && found.size() == before && !found.contains(pattern)) {
                throw missing(pattern, runs);
            }
        }
        return List.copyOf(found);
    }

    private static ReportException missing(String pattern, List<RunSignals> runs) {
        if (!pattern.contains("*")) {
            runs.getFirst().get(pattern);
        }
        return ReportException.of(
                "No signal is called '%s'. Run '%s' has: %s",
                pattern,
                runs.getFirst().name(),
                String.join(", ", runs.getFirst().names()));
    }
}
