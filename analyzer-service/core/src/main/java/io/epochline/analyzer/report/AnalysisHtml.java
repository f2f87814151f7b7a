package io.epochline.analyzer.report;

import io.epochline.analyzer.Analysis;
import io.epochline.artifacts.curve.Point;
import io.epochline.artifacts.curve.Series;
import io.epochline.events.Symptom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code analysis.html}: one file that needs nothing else, for a desk and for a phone. */
final class AnalysisHtml {

    private AnalysisHtml() {}

    static String text(Analysis analysis, String log) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%1$s</title>
                <style>
                %2$s</style>
                </head>
                <body>
                <h1>%1$s</h1>
                <p class="verdict">%3$s</p>
                %4$s%5$s</body>
                </html>
                """.formatted(
                        Texts.html(log),
                        HtmlReport.style(),
                        Texts.html(AnalysisReport.verdict(analysis)),
                        caveats(analysis.warnings()),
                        analysis.primary() == null
                                ? ""
                                : run(analysis.runs().get(analysis.primary()))
                                        + analysis.proposals().stream()
                                                .map(AnalysisHtml::proposal)
                                                .collect(Collectors.joining()));
    }

    private static String run(Analysis.Run run) {
        StringBuilder html = new StringBuilder(caveats(run.warnings()));
        charts(run).forEach(names -> html.append(figure(run, names)));
        html.append(table("Settings", AnalysisRows.settings(run)))
                .append(table("Metrics", AnalysisRows.metrics(run.metrics())));
        for (Symptom symptom : run.symptoms()) {
            html.append(section(
                    "%s (%s)".formatted(symptom.id().replace('_', ' '), symptom.severity()), "", symptom.evidence()));
        }
        return html.toString();
    }

    /** Curves of one quantity stand in one picture: first the one that the run is judged by. */
    private static List<List<String>> charts(Analysis.Run run) {
        Map<String, List<String>> byQuantity = run.curves().keySet().stream()
                .collect(Collectors.groupingBy(name -> name.replaceFirst("^(train|val|test)_", "")));
        List<List<String>> charts = new ArrayList<>();
        if (run.best() != null) {
            charts.add(byQuantity.get(run.best().name().replaceFirst("^(train|val|test)_", "")));
        }
        List<String> losses = byQuantity.get("loss");
        if (losses != null && !charts.contains(losses)) {
            charts.add(losses);
        }
        return charts;
    }

    private static String figure(Analysis.Run run, List<String> names) {
        List<Series> curves =
                names.stream().map(name -> series(name, run.curves().get(name))).toList();
        StringBuilder caption = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            caption.append(i == 0 ? "" : ", ")
                    .append("<span style=\"color:%s\">%d</span> %s"
                            .formatted(LossChart.colour(i), i, Texts.html(names.get(i))));
        }
        return "<figure>\n<figcaption>%s</figcaption>\n%s\n</figure>\n"
                .formatted(caption, LossChart.svg(curves, String.join(", ", names), run.unit()));
    }

    private static Series series(String name, Analysis.Curve curve) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < curve.values().size(); i++) {
            points.add(new Point(curve.at().get(i).doubleValue(), curve.values().get(i)));
        }
        return new Series(name, points);
    }

    private static String table(String title, List<AnalysisRows.Row> rows) {
        if (rows.isEmpty()) {
            return "";
        }
        String cells = rows.stream()
                .map(row ->
                        "<tr><td>%s</td><td>%s</td></tr>\n".formatted(Texts.html(row.name()), Texts.html(row.value())))
                .collect(Collectors.joining());
        return "<h2>%s</h2>\n<div class=\"scroll\">\n<table>\n<tbody>\n%s</tbody>\n</table>\n</div>\n"
                .formatted(title, cells);
    }

    private static String proposal(Analysis.Suggestion proposal) {
        List<String> sentences = new ArrayList<>(proposal.evidence());
        sentences.add("Expected: " + proposal.expectedEffect());
        sentences.add("Risk: " + proposal.risk());
        String change =
                "<p>%s <code>%s</code></p>\n".formatted(proposal.kind(), Texts.html(AnalysisReport.change(proposal)));
        return section("%d. %s".formatted(proposal.rank(), proposal.name()), change, sentences);
    }

    private static String section(String title, String before, List<String> sentences) {
        return "<section class=\"proposal\">\n<h2>%s</h2>\n%s<ul>\n%s</ul>\n</section>\n"
                .formatted(
                        Texts.html(title),
                        before,
                        sentences.stream()
                                .map(sentence -> "<li>%s</li>\n".formatted(Texts.html(sentence)))
                                .collect(Collectors.joining()));
    }

    private static String caveats(List<String> warnings) {
        return warnings.stream()
                .map(warning -> "<p class=\"caveat\">%s</p>\n".formatted(Texts.html(warning)))
                .collect(Collectors.joining());
    }
}
