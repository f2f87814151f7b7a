package io.epochline.analyzer.report;

import io.epochline.analyzer.campaign.Verdict;
import io.epochline.analyzer.report.CampaignReport.Entry;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** What fresh seeds said, in words and as rows of tables. */
final class Confirmations {

    static final List<String> COLUMNS = List.of("On fresh seeds", "Pairs", "Change", "95 % interval", "p (Holm)", "");

    private Confirmations() {}

    /** {@code improves by 14.2 % on 5 fresh seeds (95 % interval −18.0 % to −10.4 %, p = 0.003)}. */
    static String sentence(Verdict verdict) {
        String change = verdict.confirmed()
                ? String.format(Locale.ROOT, "improves by %.1f %%", -100 * verdict.change())
                : "is not confirmed: " + Texts.change(OptionalDouble.of(verdict.change()));
        return "%s on %d fresh seeds (95 %% interval %s, p = %s)"
                .formatted(change, verdict.pairs(), interval(verdict), p(verdict));
    }

    static List<String> row(Entry entry) {
        Verdict verdict = entry.verdict().orElseThrow();
        return List.of(
                entry.title(),
                String.valueOf(verdict.pairs()),
                Texts.change(OptionalDouble.of(verdict.change())),
                interval(verdict),
                p(verdict),
                verdict.confirmed()
                        ? "confirmed"
                        : verdict.broken() > 0 ? verdict.broken() + " failed" : "not confirmed");
    }

    private static String interval(Verdict verdict) {
        return "%s to %s"
                .formatted(
                        Texts.change(OptionalDouble.of(verdict.low())),
                        Texts.change(OptionalDouble.of(verdict.high())));
    }

    private static String p(Verdict verdict) {
        return verdict.adjusted() < 0.0001 ? "below 0.0001" : String.format(Locale.ROOT, "%.4f", verdict.adjusted());
    }
}
