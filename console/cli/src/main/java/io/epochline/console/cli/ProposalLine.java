package io.epochline.console.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.analyzer.proposal.Change;
import io.epochline.console.cli.output.Format;
import io.epochline.console.cli.output.Style;
import io.epochline.console.cli.output.Terminal;
import io.epochline.events.Json;
import io.epochline.events.LossProposed;
import io.epochline.events.ModelProposed;
import io.epochline.events.ProposalChecked;
import io.epochline.events.Proposed;
import io.epochline.events.SettingsProposed;
import java.util.List;
import java.util.Optional;

/** One proposal, with what came of its check, once that was told. */
record ProposalLine(Proposed proposed, Optional<ProposalChecked> check) {

    String name() {
        return proposed.name() == null ? proposed.proposalId() : proposed.name();
    }

    private String kind() {
        return switch (proposed) {
            case LossProposed loss -> "loss";
            case ModelProposed model -> "model";
            case SettingsProposed settings -> "settings";
        };
    }

    /** The event's own fields, its kind, and its check, null before that was told. */
    ObjectNode document() {
        ObjectNode document = Json.MAPPER.valueToTree(proposed);
        document.put("kind", kind());
        document.set("check", check.map(ProposalLine::document).orElse(null));
        return document;
    }

    private static ObjectNode document(ProposalChecked told) {
        return Json.MAPPER.createObjectNode().put("passed", told.passed()).put("reason", told.reason());
    }

    /** All of it, a field a line. */
    void print(Terminal terminal) {
        terminal.line(terminal.styled(Style.STRONG, name()));
        field(
                "proposal",
                "%s, %d for %s".formatted(proposed.proposalId(), proposed.rank(), proposed.runId()),
                terminal);
        field(kind(), CampaignText.changes(Change.of(proposed)), terminal);
        proposed.evidence().forEach(sentence -> field("because", sentence, terminal));
        field("expected", proposed.expectedEffect(), terminal);
        field("risk", proposed.risk(), terminal);
        if (proposed.cost() != null && proposed.cost().relativeWork() != null) {
            field("cost", Format.text("%.2f times the work", proposed.cost().relativeWork()), terminal);
        }
        String verdict = check.map(told -> told.passed() ? "passed" : "failed: " + told.reason())
                .orElse("not yet");
        field("check", verdict, terminal);
    }

    private static void field(String name, String text, Terminal terminal) {
        if (text == null) {
            return;
        }
        String label = Format.text("  %-10s", name);
        List<String> lines = Format.wrap(text, terminal.width() - label.length());
        for (int i = 0; i < lines.size(); i++) {
            String head = i == 0 ? label : " ".repeat(label.length());
            terminal.line(terminal.styled(Style.FAINT, head) + lines.get(i));
        }
    }
}
