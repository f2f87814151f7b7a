package io.epochline.analyzer.report;

import io.epochline.analyzer.Analysis;
import java.util.LinkedHashMap;
import java.util.Map;

/** The analysis of one log as files: for people to read and to pass on, and for programs. */
public final class AnalysisReport {

    private AnalysisReport() {}

    /**
     * The files by their names: {@code analysis.md}, {@code analysis.html}, which needs nothing else, and {@code
     * analysis.json}.
     *
     * @param log what the log is called
     */
    public static Map<String, String> files(Analysis analysis, String log) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("analysis.md", AnalysisMarkdown.text(analysis, log));
        files.put("analysis.html", AnalysisHtml.text(analysis, log));
        files.put("analysis.json", analysis.toJson() + "\n");
        return files;
    }

    /** What the run comes to, in one sentence. */
    static String verdict(Analysis analysis) {
        if (analysis.primary() == null) {
            return "No curve was found in this log.";
        }
        Analysis.Run run = analysis.runs().get(analysis.primary());
        String best = run.best() == null
                ? "no finite value to judge by"
                : "best %s %s at %s %s"
                        .formatted(
                                run.best().name(),
                                Texts.number(run.best().value()),
                                run.unit(),
                                run.best().at());
        return "%,d %s%s, %s; %s."
                .formatted(
                        run.count(),
                        run.unit(),
                        run.count() == 1 ? "" : "s",
                        best,
                        run.symptoms().isEmpty()
                                ? "no symptoms"
                                : run.symptoms().size() == 1
                                        ? "one symptom"
                                        : run.symptoms().size() + " symptoms");
    }

    /** What a proposal changes, as it would stand in a job. */
    static String change(Analysis.Suggestion proposal) {
        if (proposal.expression() != null) {
            return proposal.expression();
        }
        return proposal.settings() != null ? proposal.settings().toString() : Texts.model(proposal.model());
    }
}
