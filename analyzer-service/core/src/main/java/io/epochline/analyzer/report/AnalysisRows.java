package io.epochline.analyzer.report;

import io.epochline.analyzer.Analysis;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Names with values, as both reports of an analysis list them; what the log does not tell is left out. */
final class AnalysisRows {

    private AnalysisRows() {}

    record Row(String name, String value) {}

    static List<Row> settings(Analysis.Run run) {
        List<Row> rows = new ArrayList<>();
        add(rows, "model", run.model());
        add(rows, "loss", run.loss());
        run.hyperparameters().forEach((name, value) -> add(rows, name.replace('_', ' '), value));
        return rows;
    }

    static List<Row> metrics(Analysis.Metrics metrics) {
        List<Row> rows = new ArrayList<>();
        add(rows, "improvement rate", percent(metrics.improvementRate()));
        add(rows, "trend", metrics.trend());
        add(rows, "gap between training and validation", percent(metrics.gap()));
        add(rows, "overfitting", metrics.overfitting());
        add(rows, "stability", metrics.stability() == null ? null : Texts.number(metrics.stability()));
        return rows;
    }

    private static void add(List<Row> rows, String name, Object value) {
        if (value != null) {
            rows.add(new Row(name, value.toString()));
        }
    }

    private static String percent(Double share) {
        return share == null ? null : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
