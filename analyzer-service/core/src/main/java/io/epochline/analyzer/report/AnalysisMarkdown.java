package io.epochline.analyzer.report;

import io.epochline.analyzer.Analysis;
import io.epochline.events.Symptom;
import java.util.List;

/** {@code analysis.md}. */
final class AnalysisMarkdown {

    private final StringBuilder text = new StringBuilder();

    private AnalysisMarkdown() {}

    static String text(Analysis analysis, String log) {
        AnalysisMarkdown report = new AnalysisMarkdown();
        report.line("# %s".formatted(Texts.markdown(log)));
        report.line("");
        report.line(Texts.markdown(AnalysisReport.verdict(analysis)));
        report.bullets(analysis.warnings());
        if (analysis.primary() != null) {
            report.run(analysis.runs().get(analysis.primary()));
            analysis.proposals().forEach(report::proposal);
        }
        return report.text.toString();
    }

    private void run(Analysis.Run run) {
        bullets(run.warnings());
        section("Curves");
        line("| | first | last |");
        line("|---|---:|---:|");
        run.curves()
                .forEach((name, curve) -> line("| %s | %s | %s |"
                        .formatted(
                                Texts.markdown(name),
                                Texts.number(curve.values().getFirst()),
                                Texts.number(curve.values().getLast()))));
        rows("Settings", AnalysisRows.settings(run));
        rows("Metrics", AnalysisRows.metrics(run.metrics()));
        for (Symptom symptom : run.symptoms()) {
            section("%s (%s)".formatted(symptom.id().replace('_', ' '), symptom.severity()));
            symptom.evidence().forEach(sentence -> line("- " + Texts.markdown(sentence)));
        }
    }

    private void rows(String title, List<AnalysisRows.Row> rows) {
        if (!rows.isEmpty()) {
            section(title);
            rows.forEach(row -> line("- %s: %s".formatted(Texts.markdown(row.name()), Texts.markdown(row.value()))));
        }
    }

    private void proposal(Analysis.Suggestion proposal) {
        section("%d. %s".formatted(proposal.rank(), Texts.markdown(proposal.name())));
        line("%s `%s`".formatted(proposal.kind(), AnalysisReport.change(proposal)));
        line("");
        proposal.evidence().forEach(sentence -> line("- " + Texts.markdown(sentence)));
        line("- Expected: %s".formatted(Texts.markdown(proposal.expectedEffect())));
        line("- Risk: %s".formatted(Texts.markdown(proposal.risk())));
    }

    private void bullets(List<String> sentences) {
        if (!sentences.isEmpty()) {
            line("");
            sentences.forEach(sentence -> line("> " + Texts.markdown(sentence)));
        }
    }

    private void section(String title) {
        line("");
        line("## " + title);
        line("");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
