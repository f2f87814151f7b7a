package io.epochline.analyzer.report;

import io.epochline.analyzer.campaign.Reporting;
import io.epochline.analyzer.run.RunCurves;
import io.epochline.artifacts.ArtifactException;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.ObjectInfo;
import io.epochline.artifacts.curve.Curves;
import io.epochline.artifacts.documents.JsonDocuments;
import io.epochline.artifacts.layout.ExperimentLayout;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.events.ArtifactRef;
import io.epochline.events.RunFinished;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes what a campaign came to into its folder. Writing it again writes the same. */
public final class ReportWriter {
    private final ArtifactStore store;

    public ReportWriter(ArtifactStore store) {
        this.store = store;
    }

    /**
     * @param verdict what came of the campaign, in one sentence
     * @param files the report for people first, then the HTML, that for programs, the experiment log and the manifest
     */
    public record Written(String verdict, List<ArtifactRef> files) {}

    /**
     * Writes the reports, and clears away what stages left for later ones.
     *
     * @throws ArtifactException when the store does not answer; the same call may succeed later
     */
    public Written write(Reporting campaign) {
        ExperimentLayout layout = new ExperimentLayout(campaign.experimentId());
        CampaignReport report = CampaignReport.of(campaign, run -> curves(layout.run(run.runId()), run));
        List<ArtifactRef> written = new ArrayList<>();
        written.add(put(layout.reportMarkdown(), MarkdownReport.text(report), "text/markdown; charset=utf-8"));
        written.add(put(layout.reportHtml(), HtmlReport.text(report), "text/html; charset=utf-8"));
        CampaignDocument document = CampaignDocument.of(campaign.standing(), report.verdict());
        written.add(JsonDocuments.put(store, layout.reportJson(), document));
        written.add(put(layout.experimentLog(), ExperimentLog.text(report), "text/plain; charset=utf-8"));
        written.add(CampaignManifest.of(report, written).put(store));
        clearContinuations(layout);
        return new Written(report.verdict(), List.copyOf(written));
    }

    private void clearContinuations(ExperimentLayout layout) {
        store.list(layout.runs()).stream()
                .map(ObjectInfo::key)
                .filter(key -> key.endsWith(RunLayout.CONTINUATION))
                .forEach(store::delete);
    }

    /** A run without a curve that can be read is reported without one. */
    private Curves curves(RunLayout layout, RunFinished run) {
        if (run.summary() == null) {
            return RunCurves.none();
        }
        try {
            return RunCurves.read(store, layout);
        } catch (ArtifactException e) {
            if (e.kind() == ArtifactException.Kind.UNAVAILABLE || e.kind() == ArtifactException.Kind.DENIED) {
                throw e;
            }
            return RunCurves.none();
        }
    }

    private ArtifactRef put(String key, String text, String contentType) {
        return store.put(key, text.getBytes(StandardCharsets.UTF_8), contentType);
    }
}
