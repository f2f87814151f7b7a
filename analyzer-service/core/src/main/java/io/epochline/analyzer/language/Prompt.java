package io.epochline.analyzer.language;

import io.epochline.analyzer.diagnosis.Diagnosis;
import io.epochline.analyzer.proposal.CurrentSetup;
import io.epochline.compute.loss.Losses;
import io.epochline.events.Symptom;
import java.util.stream.Collectors;

/** What a language model is told: the language of losses, and what the run shows. No data and no names of it leave. */
final class Prompt {

    private Prompt() {}

    static String rules() {
        String blocks = Losses.blocks().stream()
                .map(block -> "%s = %s; %s".formatted(block.signature(), block.formula(), block.purpose()))
                .collect(Collectors.joining("\n"));
        return """
                You suggest losses for training a neural network. Answer with one JSON object and nothing else:
                {"losses": [{"expression": "...", "because": "one sentence"}]}, at most %d losses.
                An expression is arithmetic (+ - * /, numbers, parentheses) over these blocks; its value must be lowest where
                the prediction is the target:
                %s
                """.formatted(LanguageModel.MOST_IDEAS, blocks);
    }

    static String question(Diagnosis diagnosis, CurrentSetup setup) {
        String symptoms = diagnosis.symptoms().stream().map(Prompt::line).collect(Collectors.joining("\n"));
        return """
                The present loss is %s. A prediction is %s. The target of an example is %s.
                The run shows:
                %s
                """.formatted(
                        setup.loss() == null ? "not known" : setup.loss(),
                        setup.head(),
                        setup.targetShape() == null ? "of unknown shape" : "f32" + setup.targetShape(),
                        symptoms.isEmpty() ? "nothing in particular" : symptoms);
    }

    private static String line(Symptom symptom) {
        return "%s (%s): %s".formatted(symptom.id(), symptom.severity(), String.join("; ", symptom.evidence()));
    }
}
