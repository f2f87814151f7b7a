package io.epochline.analyzer.report;

import io.epochline.analyzer.campaign.Candidate;
import io.epochline.analyzer.report.CampaignReport.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** {@code report.html}: one file that needs nothing else, for a desk and for a phone. */
final class HtmlReport {

    private HtmlReport() {}

    static String text(CampaignReport report) {
        StringBuilder rows = new StringBuilder();
        StringBuilder proposals = new StringBuilder();
        for (int number = 0; number < report.entries().size(); number++) {
            Entry entry = report.entries().get(number);
            rows.append(row(number, entry));
            entry.candidate().ifPresent(candidate -> proposals.append(proposal(entry, candidate)));
        }
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Campaign %1$s</title>
                <style>
                %2$s</style>
                </head>
                <body>
                <h1>Campaign %1$s</h1>
                <p class="verdict">%3$s</p>
                <p class="caveat">%4$s</p>
                <p class="meta">Objective: <code>%5$s</code> on the validation set, lower is better.
                Baseline: model <code>%6$s</code>, loss <code>%7$s</code>, seed %8$d.</p>
                <figure>
                <figcaption>Validation loss of each run</figcaption>
                %9$s
                </figure>
                <div class="scroll">
                <table>
                <thead><tr><th>#</th><th>Run</th><th class="number">Value</th><th class="number">Change</th><th></th></tr></thead>
                <tbody>
                %10$s</tbody>
                </table>
                </div>
                <p class="meta">✓ better than the baseline, ✓✓ the best</p>
                %12$s%11$s</body>
                </html>
                """.formatted(
                        Texts.html(report.experimentId()),
                        style(),
                        Texts.html(report.verdict()),
                        Texts.html(report.caveat()),
                        Texts.html(report.baseline().objective()),
                        Texts.html(Texts.model(report.baseline().model())),
                        Texts.html(report.baseline().loss()),
                        report.baseline().seed(),
                        LossChart.svg(
                                report.entries().stream()
                                        .map(entry -> entry.curves().validation())
                                        .toList(),
                                "Validation loss of each run over its epochs",
                                "epoch"),
                        rows,
                        proposals,
                        confirmations(report));
    }

    private static String row(int number, Entry entry) {
        String name = Texts.html(entry.title())
                + (entry.changed().isEmpty()
                        ? ""
                        : "<span class=\"changed\">%s</span>".formatted(Texts.html(entry.changed())));
        String cells = entry.value().isPresent()
                ? "<td class=\"number\">%s</td><td class=\"number\">%s</td><td>%s</td>"
                        .formatted(
                                Texts.value(entry.value()),
                                entry.remark().isEmpty() ? Texts.change(entry.change()) : entry.remark(),
                                entry.mark())
                : "<td colspan=\"3\">%s</td>".formatted(Texts.html(entry.trouble()));
        return "<tr%s><td class=\"key\" style=\"color:%s\">%d</td><td>%s</td>%s</tr>\n"
                .formatted(entry.best() ? " class=\"best\"" : "", LossChart.colour(number), number, name, cells);
    }

    private static String proposal(Entry entry, Candidate candidate) {
        StringBuilder text = new StringBuilder("<section class=\"proposal\">\n<h2>%s</h2>\n<p>%s%s</p>\n<ul>\n"
                .formatted(
                        Texts.html(entry.title()),
                        entry.run()
                                .map(run -> "Run <code>%s</code>. ".formatted(Texts.html(run.runId())))
                                .orElse(""),
                        candidate.expectedEffect() == null
                                ? ""
                                : "Expected: " + Texts.html(candidate.expectedEffect())));
        candidate
                .evidence()
                .forEach(line -> text.append("<li>").append(Texts.html(line)).append("</li>\n"));
        return text.append("</ul>\n</section>\n").toString();
    }

    private static String confirmations(CampaignReport report) {
        if (report.confirmed().isEmpty()) {
            return "";
        }
        StringBuilder table = new StringBuilder("<div class=\"scroll\">\n<table>\n<thead><tr>");
        Confirmations.COLUMNS.forEach(
                column -> table.append("<th>").append(Texts.html(column)).append("</th>"));
        table.append("</tr></thead>\n<tbody>\n");
        for (Entry entry : report.confirmed()) {
            table.append("<tr>");
            Confirmations.row(entry)
                    .forEach(cell ->
                            table.append("<td>").append(Texts.html(cell)).append("</td>"));
            table.append("</tr>\n");
        }
        return table.append("</tbody>\n</table>\n</div>\n").toString();
    }

    /** Of all pages. */
    static String style() {
        try (InputStream css = HtmlReport.class.getResourceAsStream("report.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
