package io.epochline.analyzer.report;

import io.epochline.analyzer.campaign.Candidate;
import io.epochline.analyzer.report.CampaignReport.Entry;
import io.epochline.events.RunFinished;
import java.util.stream.Collectors;

/** {@code report.md}. */
final class MarkdownReport {

    private MarkdownReport() {}

    static String text(CampaignReport report) {
        StringBuilder text = new StringBuilder();
        text.append("# Campaign ").append(Texts.markdown(report.experimentId())).append("\n\n");
        text.append(Texts.markdown(report.verdict())).append("\n\n");
        text.append(
                "Objective: `%s` on the validation set, lower is better. Baseline: model `%s`, loss `%s`, seed %d.%n%n"
                        .formatted(
                                report.baseline().objective(),
                                Texts.model(report.baseline().model()),
                                report.baseline().loss(),
                                report.baseline().seed()));
        text.append("> ").append(report.caveat()).append("\n\n");
        text.append("| Run | Changed | Value | Change | | Best epoch |\n|---|---|---:|---:|---|---:|\n");
        for (Entry entry : report.entries()) {
            text.append(row(entry));
        }
        text.append("\n✓ better than the baseline, ✓✓ the best\n");
        if (!report.confirmed().isEmpty()) {
            text.append("\n| ")
                    .append(String.join(" | ", Confirmations.COLUMNS))
                    .append(" |\n|---|---:|---:|---|---:|---|\n");
            report.confirmed().forEach(entry -> text.append("| ")
                    .append(Confirmations.row(entry).stream()
                            .map(Texts::markdown)
                            .collect(Collectors.joining(" | ")))
                    .append(" |\n"));
        }
        for (Entry entry : report.entries()) {
            entry.candidate().ifPresent(candidate -> text.append(proposal(entry, candidate)));
        }
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    private static String row(Entry entry) {
        String value = entry.value().isPresent() ? Texts.value(entry.value()) : Texts.markdown(entry.trouble());
        String epoch = entry.run()
                .map(RunFinished::summary)
                .map(summary -> summary.bestEpoch() + " of " + summary.epochs())
                .orElse("–");
        return "| %s | %s | %s | %s | %s | %s |%n"
                .formatted(
                        Texts.markdown(entry.title()),
                        Texts.markdown(entry.changed()),
                        value,
                        entry.remark().isEmpty() ? Texts.change(entry.change()) : entry.remark(),
                        entry.mark(),
                        epoch);
    }

    private static String proposal(Entry entry, Candidate candidate) {
        StringBuilder text = new StringBuilder("\n## %s\n\n".formatted(Texts.markdown(entry.title())));
        entry.run().ifPresent(run -> text.append("Run `%s`.".formatted(run.runId())));
        if (candidate.expectedEffect() != null) {
            text.append(" Expected: ").append(Texts.markdown(candidate.expectedEffect()));
        }
        text.append("\n\n");
        candidate
                .evidence()
                .forEach(line -> text.append("- ").append(Texts.markdown(line)).append('\n'));
        return text.toString();
    }
}
