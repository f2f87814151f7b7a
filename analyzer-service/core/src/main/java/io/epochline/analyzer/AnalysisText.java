package io.epochline.analyzer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;

/** An analysis as a person reads it in a terminal. */
public final class AnalysisText {

    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final int WIDTH = 40;

    private final StringBuilder text = new StringBuilder();

    private AnalysisText() {}

    /** The report of the run that counts, and a line about each other run. */
    public static String render(Analysis analysis) {
        AnalysisText report = new AnalysisText();
        analysis.warnings().forEach(warning -> report.line("! %s".formatted(warning)));
        if (analysis.primary() == null) {
            return report.text.toString();
        }
        if (analysis.runs().size() > 1) {
            report.line("%d runs found; this is about the last."
                    .formatted(analysis.runs().size()));
        }
        report.run(analysis.runs().get(analysis.primary()));
        report.proposals(analysis.proposals());
        return report.text.toString();
    }

    private void run(Analysis.Run run) {
        line("%d %s%s%s%s"
                .formatted(
                        run.count(),
                        run.unit(),
                        run.count() == 1 ? "" : "s",
                        named("model", run.model()),
                        named("loss", run.loss())));
        run.warnings().forEach(warning -> line("! %s".formatted(warning)));
        line("");
        line("Curves");
        run.curves().forEach((name, curve) -> {
            List<Double> values = curve.values();
            line("  %-18s %s  %s -> %s"
                    .formatted(name, sparkline(values), number(values.getFirst()), number(values.getLast())));
        });
        if (run.best() != null) {
            line("  best %s %s at %s %s"
                    .formatted(
                            run.best().name(),
                            number(run.best().value()),
                            run.unit(),
                            run.best().at()));
        }
        line("");
        metrics(run.metrics());
        line("");
        line(run.symptoms().isEmpty() ? "No symptoms found." : "Symptoms");
        run.symptoms().forEach(symptom -> {
            line("  %s (%s)".formatted(symptom.id().replace('_', ' '), symptom.severity()));
            symptom.evidence().forEach(sentence -> line("    %s".formatted(sentence)));
        });
    }

    private void metrics(Analysis.Metrics metrics) {
        line("Metrics");
        line("  %-18s %s".formatted("improvement rate", percent(metrics.improvementRate())));
        line("  %-18s %s".formatted("trend", orUnknown(metrics.trend())));
        line("  %-18s %s".formatted("train-val gap", percent(metrics.gap())));
        line("  %-18s %s".formatted("overfitting", orUnknown(metrics.overfitting())));
        line("  %-18s %s"
                .formatted("stability", metrics.stability() == null ? "not known" : number(metrics.stability())));
    }

    private void proposals(List<Analysis.Suggestion> proposals) {
        line("");
        line(proposals.isEmpty() ? "Nothing to propose." : "Proposals, the most promising first");
        for (Analysis.Suggestion proposal : proposals) {
            line("");
            line("%3d. %s %s".formatted(proposal.rank(), proposal.kind(), what(proposal)));
            proposal.evidence().forEach(sentence -> line("     because %s".formatted(sentence)));
            line("     expect  %s".formatted(proposal.expectedEffect()));
            line("     risk    %s".formatted(proposal.risk()));
        }
    }

    private static String what(Analysis.Suggestion proposal) {
        if (proposal.expression() != null) {
            return proposal.expression();
        }
        JsonNode changed = proposal.model() != null ? proposal.model() : proposal.settings();
        return changed.isTextual() ? changed.asText() : changed.toString();
    }

    /** Means of up to 40 slices between the lowest and the highest finite value; × where a slice has none. */
    static String sparkline(List<Double> values) {
        double low = values.stream()
                .filter(Double::isFinite)
                .mapToDouble(v -> v)
                .min()
                .orElse(0);
        double high = values.stream()
                .filter(Double::isFinite)
                .mapToDouble(v -> v)
                .max()
                .orElse(0);
        int slices = Math.min(WIDTH, values.size());
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < slices; i++) {
            int from = (int) ((long) i * values.size() / slices);
            int to = (int) ((long) (i + 1) * values.size() / slices);
            double mean = values.subList(from, to).stream()
                    .filter(Double::isFinite)
                    .mapToDouble(v -> v)
                    .average()
                    .orElse(Double.NaN);
            int level = high == low ? 0 : (int) Math.round((mean - low) / (high - low) * (BARS.length() - 1));
            line.append(Double.isNaN(mean) ? '×' : BARS.charAt(level));
        }
        return line.toString();
    }

    private static String named(String what, String name) {
        return name == null ? "" : ", " + what + " " + name;
    }

    private static String orUnknown(String value) {
        return value == null ? "not known" : value;
    }

    private static String percent(Double fraction) {
        return fraction == null ? "not known" : String.format(Locale.ROOT, "%.1f %%", 100 * fraction);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
