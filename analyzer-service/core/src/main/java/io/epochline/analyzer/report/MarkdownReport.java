package io.epochline.analyzer.report;

import io.epochline.analyzer.campaign.Candidate;
import io.epochline.analyzer.report.CampaignReport.Entry;

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
        text.append("> ").append(CampaignReport.CAVEAT).append("\n\n");
        text.append("| Run | Changed | Value | Change | | Best epoch |\n|---|---|---:|---:|---|---:|\n");
        for (Entry entry : report.entries()) {
            text.append(row(entry));
        }
        text.append("\n✓ better than the baseline, ✓✓ the best\n");
        for (Entry entry : report.entries()) {
            entry.candidate().ifPresent(candidate -> text.append(proposal(entry, candidate)));
        }
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    private static String row(Entry entry) {
        String value = entry.value().isPresent() ? Texts.value(entry.value()) : Texts.markdown(entry.trouble());
        String epoch = entry.run().summary() == null
                ? "–"
                : entry.run().summary().bestEpoch() + " of "
                        + entry.run().summary().epochs();
        return "| %s | %s | %s | %s | %s | %s |%n"
                .formatted(
                        Texts.markdown(entry.title()),
                        Texts.markdown(entry.changed()),
                        value,
                        Texts.change(entry.change()),
                        entry.mark(),
                        epoch);
    }

    private static String proposal(Entry entry, Candidate candidate) {
        StringBuilder text = new StringBuilder("\n## %s\n\nRun `%s`."
                .formatted(Texts.markdown(entry.title()), entry.run().runId()));
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
