package io.epochline.analyzer.report;

import io.epochline.analyzer.report.CampaignReport.Entry;

/** The experiment log: one line per run, as one would keep it by hand. */
final class ExperimentLog {

    private ExperimentLog() {}

    static String text(CampaignReport report) {
        StringBuilder text = new StringBuilder("Experiment %s: %s on the validation set, lower is better%n%n"
                .formatted(report.experimentId(), report.baseline().objective()));
        int width = report.entries().stream()
                .mapToInt(entry -> entry.title().length() + 1)
                .max()
                .orElseThrow();
        for (Entry entry : report.entries()) {
            text.append(line(entry, width)).append('\n');
        }
        report.confirmed().forEach(entry -> text.append(entry.title())
                .append(": ")
                .append(Confirmations.sentence(entry.verdict().orElseThrow()))
                .append('\n'));
        return text.append('\n')
                .append(report.verdict())
                .append("\n✓ better than the baseline, ✓✓ the best\n")
                .append(report.caveat())
                .append('\n')
                .toString()
                .replace(System.lineSeparator(), "\n");
    }

    private static String line(Entry entry, int width) {
        String name = "%-" + width + "s  ";
        return entry.value().isEmpty()
                ? (name + "%s").formatted(entry.title() + ":", entry.trouble())
                : (name + "%-10s  %-2s  %s")
                        .formatted(
                                entry.title() + ":",
                                Texts.value(entry.value()),
                                entry.mark(),
                                entry.remark().isEmpty() ? Texts.change(entry.change()) : entry.remark())
                        .stripTrailing();
    }
}
